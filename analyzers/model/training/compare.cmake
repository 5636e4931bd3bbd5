# Trains to ${AGAIN} with ${TRAINER} and compares with ${STORED}.
execute_process(COMMAND ${TRAINER} --out ${AGAIN} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${AGAIN} ${STORED} RESULT_VARIABLE different)
if(different)
  message(FATAL_ERROR "the stored model is not what training gives; make it again with the target kind-model")
endif()
