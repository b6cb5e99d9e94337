# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the tests that run under the thread sanitizer, and nothing else.
add_custom_target(thread_tests)

# add_unit_test(tst_name LIBS lib... [LABELS label...]): tests link libraries and never recompile sources; they run offscreen.
function(add_unit_test name)
  cmake_parse_arguments(ARG "" "" "LIBS;LABELS;SOURCES" ${ARGN})
  add_executable(${name} ${name}.cpp ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE
    SKERRY_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SKERRY_BINARY_DIR="${CMAKE_BINARY_DIR}" QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS)
  skerry_precompile(${name} core)
  # A test includes its own meta-object code, so this generated file is all but empty: not worth 100 MB of read headers.
  set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/mocs_compilation.cpp
    PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  target_link_libraries(${name} PRIVATE skerry_flags Qt6::Test ${ARG_LIBS})
  add_test(NAME ${name} COMMAND ${name})
  # A home of its own: no test reads or writes what belongs to the user, or to another test.
  set(home ${CMAKE_BINARY_DIR}/testhome/${name})
  file(MAKE_DIRECTORY ${home})
  set_tests_properties(${name} PROPERTIES
    ENVIRONMENT "HOME=${home};XDG_STATE_HOME=${home}/state;XDG_CONFIG_HOME=${home}/config;QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=qt.qpa.*=false;LC_ALL=C.UTF-8;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/tsan.supp"
    LABELS "${ARG_LABELS}" TIMEOUT 300)
  if("threads" IN_LIST ARG_LABELS)
    add_dependencies(thread_tests ${name})
  endif()
endfunction()
