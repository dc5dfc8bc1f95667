A signal cuts a commit in two.
Kills: commit

@x
  if (atomic_flag_test_and_set(&turn)) { @+ waiting=number; @+ return; @+ }
@y
@z
