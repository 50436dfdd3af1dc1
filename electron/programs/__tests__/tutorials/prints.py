import sys
import time

for number in range(3):
    print(number, end=" ", flush=True)
    time.sleep(0.1)
print()
print("one", "two", sep="-", end="!\n")
print("for errors", file=sys.stderr)
sys.stdout.write("half a line, ")
sys.stderr.write("an error without an end")
print("ünï 🎈\ttab")
print("two\nlines", end="")

# out | 0 1 2 
# out | one-two!
# out | half a line, ünï 🎈	tab
# out | two
# out | lines
# err | for errors
# err | an error without an end
