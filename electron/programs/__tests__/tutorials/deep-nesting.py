nested = []
for _ in range(100_000):
    nested = [nested]
print("nested")
print(repr(nested))

# out | nested
# err | It crashed: something in it is nested deeper than the interpreter can go.
# exit | 1
