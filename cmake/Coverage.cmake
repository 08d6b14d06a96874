# cmake --build --preset coverage: builds all, runs the quick tests and prints which share of the lines of each room they
# reach. A test that fails is counted all the same.
find_package(Python3 REQUIRED COMPONENTS Interpreter)

# targets_below(FOLDER VARIABLE): all targets of a folder and those below it.
function(targets_below folder variable)
  get_property(found DIRECTORY "${folder}" PROPERTY BUILDSYSTEM_TARGETS)
  get_property(below DIRECTORY "${folder}" PROPERTY SUBDIRECTORIES)
  foreach(part IN LISTS below)
    targets_below("${part}" more)
    list(APPEND found ${more})
  endforeach()
  set(${variable} "${found}" PARENT_SCOPE)
endfunction()

targets_below("${PROJECT_SOURCE_DIR}" HOTLINE_TARGETS)
set(HOTLINE_COUNTER "${Python3_EXECUTABLE}" "${PROJECT_SOURCE_DIR}/tools/coverage.py" "${PROJECT_BINARY_DIR}")
add_custom_target(coverage
  COMMAND ${HOTLINE_COUNTER} --clear
  COMMAND "${CMAKE_CTEST_COMMAND}" --output-on-failure --label-exclude "^(exact|slow)$" ||
          "${CMAKE_COMMAND}" -E echo "(some tests failed)"
  COMMAND ${HOTLINE_COUNTER}
  WORKING_DIRECTORY "${PROJECT_BINARY_DIR}" USES_TERMINAL VERBATIM)
add_dependencies(coverage ${HOTLINE_TARGETS})
