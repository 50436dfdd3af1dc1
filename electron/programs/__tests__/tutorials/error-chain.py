class Missing(Exception):
    pass


def find(name):
    try:
        return {}[name]
    except KeyError as error:
        raise Missing(name) from error


find("bread")

# err | File "error-chain.py", line 7, in find
# err | The above exception was the direct cause of the following exception
# err | File "error-chain.py", line 12, in <module>
# err | Missing: bread
# exit | 1
