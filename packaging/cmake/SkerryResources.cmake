# SPDX-License-Identifier: GPL-3.0-or-later
# Data files are compiled in with Qt's resource compiler, so that the binary is complete by itself.
# skerry_resources(TARGET NAME BASE [FILES file...] [GLOB pattern...]): files (relative to BASE) become :/NAME/<file>.
# Patterns are for data that come and go without a word to CMake, such as a new kind's icon.
function(skerry_resources target name base)
  cmake_parse_arguments(ARG "" "" "FILES;GLOB" ${ARGN})
  foreach(pattern IN LISTS ARG_GLOB)
    file(GLOB found CONFIGURE_DEPENDS RELATIVE ${base} ${base}/${pattern})
    list(APPEND ARG_FILES ${found})
  endforeach()
  set(paths)
  foreach(file IN LISTS ARG_FILES)
    set_source_files_properties(${base}/${file} PROPERTIES QT_RESOURCE_ALIAS ${file})
    list(APPEND paths ${base}/${file})
  endforeach()
  qt_add_resources(${target} ${target}_${name} PREFIX /${name} FILES ${paths})
endfunction()
