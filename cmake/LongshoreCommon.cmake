# SPDX-License-Identifier: GPL-3.0-or-later
# One INTERFACE target carries the standard, the warnings and Qt's strictness; every target links it.

option(LONGSHORE_WERROR "Warnings are errors" OFF)
option(LONGSHORE_PCH "Precompiled headers (off suits a shared ccache)" ON)
option(LONGSHORE_UNITY "Compile dockerclient and model eight files at a time: a third of the work, for a build that is made once" OFF)
set(LONGSHORE_SANITIZE "" CACHE STRING "Value of -fsanitize=, empty for none")

set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set_property(GLOBAL PROPERTY USE_FOLDERS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(longshore_common INTERFACE)
target_compile_features(longshore_common INTERFACE cxx_std_20)
target_compile_options(longshore_common INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror=unused-result -Werror=return-type
  $<$<BOOL:${LONGSHORE_WERROR}>:-Werror>)
target_compile_definitions(longshore_common INTERFACE
  LONGSHORE_VERSION="${PROJECT_VERSION}"
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(LONGSHORE_SANITIZE)
  target_compile_options(longshore_common INTERFACE -fsanitize=${LONGSHORE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  target_link_options(longshore_common INTERFACE -fsanitize=${LONGSHORE_SANITIZE})
endif()
set_target_properties(longshore_common PROPERTIES INTERFACE_POSITION_INDEPENDENT_CODE ON)

# Files that are fine alone see each other's names; behind longshore_common, whose options these take back.
add_library(longshore_unity INTERFACE)
target_compile_options(longshore_unity INTERFACE -Wno-shadow -Wno-subobject-linkage)

# longshore_layer(NAME [UNITY] [PCH header...] LIBS lib...)
# A library made of every source below the current folder; shared in the dev preset, where two hundred test programs
# would each carry a copy. Its include root holds nothing but
# <build>/inc/NAME/NAME -> the folder, so `#include "ui/x.h"` from `model` finds nothing (ADR 0001).
function(longshore_layer name)
  cmake_parse_arguments(arg "UNITY" "" "PCH;LIBS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
  add_library(${name} ${sources})
  set_target_properties(${name} PROPERTIES DEFINE_SYMBOL "") # nothing exports by it, and it would part the compiler's caches
  set(root "${CMAKE_BINARY_DIR}/inc/${name}")
  file(MAKE_DIRECTORY "${root}")
  file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${root}/${name}" SYMBOLIC)
  target_include_directories(${name} PUBLIC "${root}")
  target_link_libraries(${name} PUBLIC longshore_common ${arg_LIBS})
  longshore_pch(${name} ${arg_PCH})
  if(arg_UNITY AND LONGSHORE_UNITY)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    target_link_libraries(${name} PRIVATE longshore_unity)
    # Files with a translating function of their own would see those of their neighbours.
    foreach(source IN LISTS sources)
      file(STRINGS "${source}" own REGEX "^QString (tr|say)\\(const char")
      if(own)
        set_source_files_properties("${source}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
      endif()
    endforeach()
  endif()
endfunction()

function(longshore_pch target)
  if(LONGSHORE_PCH AND ARGN)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()
