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
    ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_PCH_EXTSUM=1
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime,file_stat_matches ${SKERRY_CCACHE})
endif()

# Most of the time of a compilation goes into reading Qt and the standard library, so each is read once for all targets of
# a level (std, core, widgets). Sources still include what they use: SKERRY_PCH=OFF builds without.
option(SKERRY_PCH "Precompile the headers of Qt and of the standard library" ON)
set(SKERRY_PCH_STD <algorithm> <array> <atomic> <bit> <chrono> <cmath> <cstddef> <cstdint> <cstdio> <deque> <functional>
  <limits> <map> <memory> <numeric> <optional> <set> <span> <string> <string_view> <thread> <tuple> <unordered_map>
  <utility> <variant> <vector>)
set(SKERRY_PCH_CORE ${SKERRY_PCH_STD} <QByteArray> <QCoreApplication> <QDir> <QElapsedTimer> <QFile> <QFileInfo> <QHash>
  <QJsonArray> <QJsonDocument> <QJsonObject> <QLineF> <QMap> <QObject> <QPointF> <QRectF> <QRegularExpression> <QSet>
  <QSizeF> <QString> <QStringList> <QStringView>)
set(SKERRY_PCH_WIDGETS ${SKERRY_PCH_CORE} <QApplication> <QComboBox> <QDockWidget> <QFontMetricsF> <QGraphicsItem>
  <QGraphicsScene> <QGraphicsView> <QHBoxLayout> <QKeyEvent> <QLabel> <QLineEdit> <QMainWindow> <QMenu> <QMouseEvent>
  <QPainter> <QPainterPath> <QPushButton> <QScrollBar> <QSettings> <QStyleOption> <QTimer> <QToolButton> <QUndoStack>
  <QVBoxLayout> <QWidget>)

# skerry_precompile(TARGET std|core|widgets): the target uses the headers that were read for its level.
function(skerry_precompile target level)
  if(NOT SKERRY_PCH)
    return()
  endif()
  set(holder skerry_pch_${level})
  if(NOT TARGET ${holder})
    set(source ${CMAKE_BINARY_DIR}/pch_${level}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "")
    add_library(${holder} OBJECT ${source})
    set_target_properties(${holder} PROPERTIES AUTOMOC OFF)
    target_link_libraries(${holder} PRIVATE skerry_flags)
    if(NOT level STREQUAL std)
      target_compile_definitions(${holder} PRIVATE QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS)
      set(qt_core Core)
      set(qt_widgets Widgets)
      target_link_libraries(${holder} PRIVATE Qt6::${qt_${level}})
    endif()
    string(TOUPPER ${level} upper)
    target_precompile_headers(${holder} PRIVATE ${SKERRY_PCH_${upper}})
    # ccache takes this line in place of the contents of the precompiled file: hashing 150 MB costs more than compiling.
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${holder}.dir/cmake_pch.hxx.gch.sum
      CONTENT "${SKERRY_PCH_${upper}} Qt ${Qt6_VERSION} ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}")
  endif()
  target_precompile_headers(${target} REUSE_FROM ${holder})
endfunction()

# skerry_library(NAME [QT] [WIDGETS] SOURCES... ): a static library with our flags; its include root is the top of the tree.
# QT: the target uses Qt; WIDGETS: Qt Gui and Widgets too (for the precompiled headers only; what it links says what it may use).
function(skerry_library name)
  cmake_parse_arguments(ARG "QT;WIDGETS" "" "SOURCES" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE skerry_flags)
  if(ARG_QT)
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_compile_definitions(${name} PRIVATE QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS)
    if(ARG_WIDGETS)
      skerry_precompile(${name} widgets)
    else()
      skerry_precompile(${name} core)
    endif()
  else()
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
    skerry_precompile(${name} std)
  endif()
endfunction()
