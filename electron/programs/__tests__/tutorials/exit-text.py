import atexit
import sys

atexit.register(print, "at the end")
sys.exit("no bread left")

# out | at the end
# err | no bread left
# exit | 1
