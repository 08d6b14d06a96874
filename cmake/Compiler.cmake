# How every target of ours is compiled: C17 without extensions, strict warnings as errors, and
# floating point that does not depend on the optimiser (bit-for-bit results).
set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_library(hotline_compile INTERFACE)
target_include_directories(hotline_compile INTERFACE "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/sim")
target_compile_options(hotline_compile INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wswitch-enum -Wstrict-prototypes
  -Wmissing-prototypes -Wvla -Wformat=2 -Wundef -Werror
  -ffp-contract=off -fno-math-errno $<$<NOT:$<CONFIG:Release>>:-fno-omit-frame-pointer> -fdata-sections -ffunction-sections)
target_compile_definitions(hotline_compile INTERFACE
  HOTLINE_VERSION="${PROJECT_VERSION}" $<$<BOOL:${HOTLINE_CHECKED}>:HOTLINE_CHECKED>)

# Small structures are cleared by a few stores, not by a string instruction that takes longer to begin than to do it; and
# the hot loops begin where the processor reads.
include(CheckCCompilerFlag)
set(HOTLINE_FAST -mmemset-strategy=vector_loop:256:noalign,libcall:-1:noalign -falign-functions=32 -falign-loops=32)
foreach(flag IN LISTS HOTLINE_FAST)
  string(MAKE_C_IDENTIFIER "HOTLINE_KNOWS${flag}" known)
  check_c_compiler_flag("${flag}" ${known})
  if(${known})
    target_compile_options(hotline_compile INTERFACE "$<$<CONFIG:Release>:${flag}>")
  endif()
endforeach()

# RelWithDebInfo keeps its asserts, so that optimised code is tested with them.
string(REPLACE "-DNDEBUG" "" CMAKE_C_FLAGS_RELWITHDEBINFO "${CMAKE_C_FLAGS_RELWITHDEBINFO}")

if(HOTLINE_SANITIZE)
  add_compile_options(-fsanitize=${HOTLINE_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${HOTLINE_SANITIZE})
endif()
if(HOTLINE_COVERAGE)
  if(NOT CMAKE_C_COMPILER_ID STREQUAL "GNU")
    message(FATAL_ERROR "HOTLINE_COVERAGE needs gcc")
  endif()
  # threads of one program count together
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()
if(HOTLINE_LIBFUZZER)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
# What a compiler adds to each object beside our code: tests that look into objects, or link them elsewhere, know then.
set(HOTLINE_INSTRUMENTED "${HOTLINE_SANITIZE}")
if(HOTLINE_COVERAGE)
  set(HOTLINE_INSTRUMENTED "coverage")
endif()

if(HOTLINE_LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
  # Machine code beside the intermediate one: the installed library must link with any compiler.
  if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-ffat-lto-objects)
  endif()
endif()
