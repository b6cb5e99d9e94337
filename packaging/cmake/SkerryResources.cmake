# SPDX-License-Identifier: GPL-3.0-or-later
# Data files are compiled in with Qt's resource compiler, so that the binary is complete by itself.
# skerry_resources(TARGET NAME BASE FILES...): FILES (relative to BASE) become :/NAME/<file>.
function(skerry_resources target name base)
  cmake_parse_arguments(ARG "" "" "FILES" ${ARGN})
  set(paths)
  foreach(file IN LISTS ARG_FILES)
    set_source_files_properties(${base}/${file} PROPERTIES QT_RESOURCE_ALIAS ${file})
    list(APPEND paths ${base}/${file})
  endforeach()
  qt_add_resources(${target} ${target}_${name} PREFIX /${name} FILES ${paths})
endfunction()
