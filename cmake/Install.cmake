# What `cmake --install` puts where. The library is static only, so that whoever links it links all that it
# needs: hotline.pc says so under Requires.
install(TARGETS hotline_cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
if(TARGET hotline-viz)
  install(TARGETS hotline-viz RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
install(TARGETS hotline ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/hotline" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.h")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/scenarios" DESTINATION "${CMAKE_INSTALL_DATADIR}/hotline")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs/" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
if(EXISTS "${PROJECT_SOURCE_DIR}/README.md")
  install(FILES "${PROJECT_SOURCE_DIR}/README.md" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
endif()

# The way from hotline.pc back to the prefix: what is installed may be moved.
file(RELATIVE_PATH HOTLINE_PC_PREFIX "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
string(REGEX REPLACE "/$" "" HOTLINE_PC_PREFIX "${HOTLINE_PC_PREFIX}")
configure_file("${CMAKE_CURRENT_LIST_DIR}/hotline.pc.in" "${PROJECT_BINARY_DIR}/hotline.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/hotline.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
