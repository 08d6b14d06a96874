# A room is a folder below sim/: its objects form one part of libhotline.
function(hotline_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_library(hl_${name} OBJECT ${ROOM_SOURCES})
  target_link_libraries(hl_${name} PRIVATE hotline_compile ${ROOM_LIBRARIES})
endfunction()
