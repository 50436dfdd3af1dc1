import sys

print(repr(sys.stdin.read()))
name = input("Your name? ")

# out | ''
# err | File "input-refused.py", line 4, in <module>
# err | input() cannot be used
# exit | 1
