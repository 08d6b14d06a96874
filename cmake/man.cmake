# Makes the manual pages of what the programs say of themselves, so that they are as true as --help, one for each
# command that `hotline --help` names:
# cmake -DHELP2MAN=... -DHOTLINE=program [-DVIZ=program] -DVERSION=... -DDOCDIR=... -DOUT=folder -P man.cmake
# help2man does the most; what it cannot know is mended here.
cmake_minimum_required(VERSION 3.22)
set(ENV{ARGP_HELP_FMT} "no-dup-args-note,rmargin=10000") # whoever shows a page breaks its lines
set(ENV{SOURCE_DATE_EPOCH} 0) # equal builds make equal pages: the date is taken out below

# escape_hyphens(VARIABLE): so that they are shown as those that are typed.
macro(escape_hyphens variable)
  string(REPLACE "-" "\\-" ${variable} "${${variable}}")
endmacro()

# write_page(NAME PROGRAM COMMAND SUMMARY REFERENCE...): NAME.1 from `PROGRAM COMMAND --help`.
function(write_page name program command summary)
  get_filename_component(folder "${program}" DIRECTORY)
  get_filename_component(file "${program}" NAME)
  execute_process(COMMAND "${HELP2MAN}" --no-info "--name=${summary}" "--version-string=${VERSION}"
    "--help-option=${command} --help" "./${file}"
    WORKING_DIRECTORY "${folder}" OUTPUT_VARIABLE page COMMAND_ERROR_IS_FATAL ANY)
  string(TOUPPER "${name}" title)
  string(REGEX REPLACE "\n\\.TH [^\n]*\n\\.SH NAME\n[^ \n]+" "\n.TH ${title} 1 \"\" \"hotline ${VERSION}\" \"User Commands\"\n.nh\n.ad l\n.SH NAME\n@NAME@" page "${page}")
  set(typed "${name}")
  escape_hyphens(typed)
  string(REPLACE "@NAME@" "${typed}" page "${page}")
  if(command)
    string(REPLACE "\n.B ${file}\n\\fI\\,${command} \\/\\fR" "\n.B ${file} ${command}\n" page "${page}")
  endif()
  foreach(heading "Commands" "Exit status" "Keys")
    string(TOUPPER "${heading}" section)
    string(REPLACE "\n.SS \"${heading}:\"" "\n.SH \"${section}\"" page "${page}")
  endforeach()
  string(REGEX MATCHALL "\\\\f\\(CW[^\n]*" examples "${page}")
  foreach(example IN LISTS examples)
    set(typed "${example}")
    escape_hyphens(typed)
    string(REPLACE "${example}\n" "${typed}\n" page "${page}")
  endforeach()
  string(REPLACE "\n.IP\n\\f(CW" "\n.PP\n.nf\n\\f(CW" page "${page}") # commands are copied: no line of them is broken
  list(TRANSFORM ARGN PREPEND ".BR " OUTPUT_VARIABLE references)
  list(TRANSFORM references APPEND " (1)")
  list(JOIN references ",\n" references)
  escape_hyphens(references)
  file(WRITE "${OUT}/${name}.1" "${page}.fi\n.SH \"SEE ALSO\"\n${references}\n.PP\n"
    "A tutorial, the format of scenario files and the definition of every measure are in ${DOCDIR}.\n")
endfunction()

execute_process(COMMAND "${HOTLINE}" --help OUTPUT_VARIABLE commands COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "^.*\nCommands:\n" "" commands "${commands}")
string(REGEX REPLACE "\n\n.*$" "" commands "${commands}")
string(REPLACE "\n" ";" commands "${commands}")

file(REMOVE_RECURSE "${OUT}")
set(pages "")
foreach(line IN LISTS commands)
  if(NOT line MATCHES "^  ([a-z]+) +(.*)$")
    message(FATAL_ERROR "hotline --help: no command in '${line}'")
  endif()
  list(APPEND pages "hotline-${CMAKE_MATCH_1}")
  write_page("hotline-${CMAKE_MATCH_1}" "${HOTLINE}" "${CMAKE_MATCH_1}" "${CMAKE_MATCH_2}" hotline)
endforeach()
if(VIZ)
  list(APPEND pages hotline-viz)
  write_page(hotline-viz "${VIZ}" "" "replay recorded runs of hotline side by side" hotline hotline-run hotline-compare)
endif()
write_page(hotline "${HOTLINE}" "" "simulate call centers and compare upgrade schemes" ${pages})
