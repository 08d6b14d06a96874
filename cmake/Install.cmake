# What `cmake --install` puts where. The library is static only, so that whoever links it links all that it
# needs: hotline.pc says so under Requires, and hotlineConfig.cmake finds it.
install(TARGETS hotline_cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
if(TARGET hotline-viz)
  install(TARGETS hotline-viz RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
install(TARGETS hotline EXPORT hotlineTargets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/hotline" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.h")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/scenarios" DESTINATION "${CMAKE_INSTALL_DATADIR}/hotline")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs/" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
if(EXISTS "${PROJECT_SOURCE_DIR}/README.md")
  install(FILES "${PROJECT_SOURCE_DIR}/README.md" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
endif()

# Manual pages are made by running what was built, which says more than its --help where it is instrumented.
find_program(HELP2MAN help2man DOC "Makes the manual pages (optional)")
if(HELP2MAN AND NOT CMAKE_CROSSCOMPILING AND NOT HOTLINE_INSTRUMENTED)
  set(programs "-DHOTLINE=$<TARGET_FILE:hotline_cli>")
  if(TARGET hotline-viz)
    list(APPEND programs "-DVIZ=$<TARGET_FILE:hotline-viz>")
  endif()
  set(man "${PROJECT_BINARY_DIR}/man")
  add_custom_command(OUTPUT "${man}/hotline.1"
    COMMAND ${CMAKE_COMMAND} "-DHELP2MAN=${HELP2MAN}" ${programs} "-DVERSION=${PROJECT_VERSION}"
      "-DDOCDIR=${CMAKE_INSTALL_DOCDIR}" "-DOUT=${man}" -P "${CMAKE_CURRENT_LIST_DIR}/man.cmake"
    DEPENDS hotline_cli $<TARGET_NAME_IF_EXISTS:hotline-viz> "${CMAKE_CURRENT_LIST_DIR}/man.cmake"
    COMMENT "Making the manual pages" VERBATIM)
  add_custom_target(man ALL DEPENDS "${man}/hotline.1")
  install(DIRECTORY "${man}/" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" OPTIONAL)
elseif(NOT HELP2MAN)
  message(STATUS "help2man is missing: no manual pages will be made")
endif()

# The way from hotline.pc back to the prefix: what is installed may be moved.
file(RELATIVE_PATH HOTLINE_PC_PREFIX "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
string(REGEX REPLACE "/$" "" HOTLINE_PC_PREFIX "${HOTLINE_PC_PREFIX}")
configure_file("${CMAKE_CURRENT_LIST_DIR}/hotline.pc.in" "${PROJECT_BINARY_DIR}/hotline.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/hotline.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

# find_package(hotline): the target hotline::hotline, below the same prefix wherever that is moved.
include(CMakePackageConfigHelpers)
set(HOTLINE_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/hotline")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/hotlineConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/hotlineConfig.cmake" INSTALL_DESTINATION "${HOTLINE_CMAKE_DIR}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/hotlineConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/hotlineConfig.cmake" "${PROJECT_BINARY_DIR}/hotlineConfigVersion.cmake"
  DESTINATION "${HOTLINE_CMAKE_DIR}")
install(EXPORT hotlineTargets NAMESPACE hotline:: DESTINATION "${HOTLINE_CMAKE_DIR}")
