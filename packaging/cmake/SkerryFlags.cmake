# SPDX-License-Identifier: GPL-3.0-or-later
# One interface target carries the flags of all our code; every target links it privately.
add_library(skerry_flags INTERFACE)
target_compile_options(skerry_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wno-sign-conversion
  # The same event log on every machine: no fused multiply-add behind our back.
  -ffp-contract=off
  $<$<BOOL:${SKERRY_WERROR}>:-Werror>)
if(SKERRY_SANITIZE)
  target_compile_options(skerry_flags INTERFACE -fsanitize=${SKERRY_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(skerry_flags INTERFACE -fsanitize=${SKERRY_SANITIZE})
endif()
find_program(SKERRY_MOLD mold)
if(SKERRY_MOLD)
  target_link_options(skerry_flags INTERFACE -fuse-ld=mold)
endif()
find_program(SKERRY_CCACHE ccache)
if(SKERRY_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${SKERRY_CCACHE})
endif()

# skerry_library(NAME [QT] SOURCES... ): a static library with our flags; its include root is the top of the tree.
function(skerry_library name)
  cmake_parse_arguments(ARG "QT" "" "SOURCES" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE skerry_flags)
  if(ARG_QT)
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_compile_definitions(${name} PRIVATE QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS)
  else()
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
  endif()
endfunction()
