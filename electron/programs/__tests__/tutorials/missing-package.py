import numpy

# err | ModuleNotFoundError: No module named 'numpy'
# err | File "missing-package.py", line 1
# exit | 1
