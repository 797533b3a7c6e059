"""Forms of .npy and .npz files. The reference is numpy.load."""

import io
import struct
import zipfile

import numpy as np

NUMBERS = ["?", "i1", "u1", "<i2", ">i2", "<u2", "<i4", ">i4", "<u4", "<i8", ">i8", "<u8", "<f2", ">f2", "<f4", ">f4", "<f8", ">f8"]
OTHERS = ["<c8", "<c16", "<g", "<U3", "S4", "V3", "<M8[D]", "<m8[s]"]


def reference_of(data, array):
    """What numpy.load reads, as float64; None where it refuses, or where the array holds no real numbers."""
    try:
        loaded = np.load(io.BytesIO(data), allow_pickle=False)
        if isinstance(loaded, np.lib.npyio.NpzFile):
            loaded = loaded[array]
    except (Exception, MemoryError):
        return None
    if not isinstance(loaded, np.ndarray) or loaded.dtype.kind not in "biuf" or loaded.dtype.itemsize > 8:
        return None
    return loaded.astype("<f8")


def binaries():
    forms = [("npy " + dtype, lambda rng, dtype=dtype: npy(saved(numbers(rng, dtype)), plain=True)) for dtype in NUMBERS]
    forms += [("npy " + dtype, lambda rng, dtype=dtype: npy(saved(np.zeros(3).astype(dtype)))) for dtype in OTHERS]
    forms += [("npy header: " + name, lambda rng, text=text: npy(headed(rng, text), plain=True)) for name, text in SPELLINGS]
    forms += [("npy header: " + name, lambda rng, text=text: npy(headed(rng, text))) for name, text in MISSPELLINGS]
    forms += [("npy version " + str(version), lambda rng, version=version: npy(saved(numbers(rng), version), plain=True)) for version in ((1, 0), (2, 0), (3, 0))]
    forms += [
        ("npy structured", lambda rng: npy(saved(np.zeros(2, dtype=[("a", "<f4"), ("b", "<f4")])))),
        ("npy objects", lambda rng: npy(saved(np.array([{}, 1], dtype=object)))),
        ("npy scalar", lambda rng: npy(saved(np.float64(rng.normal())), plain=True)),
        ("npy empty", lambda rng: npy(saved(np.zeros((0, 3))), plain=True)),
        ("npy Fortran", lambda rng: npy(saved(np.asfortranarray(numbers(rng))), plain=True)),
        ("npy goes on", lambda rng: npy(saved(numbers(rng)) + rng.bytes(9))),
        ("npz stored", lambda rng: npz(rng, plain=True)),
        ("npz deflated", lambda rng: npz(rng, zipfile.ZIP_DEFLATED, plain=True)),
        ("npz appended", lambda rng: npz(rng, again=True)),
        ("npz appended, deflated", lambda rng: npz(rng, zipfile.ZIP_DEFLATED, again=True)),
        ("npz with other files", lambda rng: npz(rng, others=True, plain=True)),
        ("npz bzip2", lambda rng: npz(rng, zipfile.ZIP_BZIP2)),
        ("npz named .npy", lambda rng: {**npz(rng, plain=True), "ending": ".npy"}),
        ("npy named .npz", lambda rng: {**npy(saved(numbers(rng)), plain=True), "ending": ".npz"}),
        ("npz with bytes behind", lambda rng: around(rng, 0, 300)),
        ("npz with bytes before", lambda rng: around(rng, 300, 0)),
    ]
    for name, make in (("npy", lambda rng: npy(saved(numbers(rng)))), ("npz stored", npz), ("npz deflated", lambda rng: npz(rng, zipfile.ZIP_DEFLATED))):
        for damage in (flip_bits, change_bytes, cut_off, take_out, change_beginning, change_end):
            forms.append((f"{name}, {damage.__name__}", lambda rng, make=make, damage=damage: damaged(rng, make(rng), damage)))
    return forms


def numbers(rng, dtype=None):
    """A small array; of all types when none is given."""
    shape = tuple(rng.integers(1, 5, rng.integers(1, 4)))
    dtype = np.dtype(dtype or rng.choice(NUMBERS))
    if dtype.kind == "f":
        return (rng.normal(size=shape) * 10.0 ** rng.integers(-3, 4)).astype(dtype)
    low, high = (0, 2) if dtype.kind == "b" else (0, 255 if dtype.itemsize == 1 else 30000) if dtype.kind == "u" else (-120, 120)
    return rng.integers(low, high, shape).astype(dtype)


def saved(array, version=None):
    file = io.BytesIO()
    np.lib.format.write_array(file, np.asanyarray(array), version=version, allow_pickle=True)
    return file.getvalue()


def npy(data, plain=False):
    return {"ending": ".npy", "bytes": data, "plain": plain}


SPELLINGS = [
    ("double quotes", '{{"descr": "<f4", "fortran_order": False, "shape": {shape}}}'),
    ("unicode texts", "{{u'descr': u'<f4', u'fortran_order': False, u'shape': {shape}}}"),
    ("long integers", "{{'descr': '<f4', 'fortran_order': False, 'shape': ({a}L, {b}L)}}"),
    ("float32", "{{'descr': 'float32', 'fortran_order': False, 'shape': {shape}}}"),
    ("single", "{{'descr': 'single', 'fortran_order': False, 'shape': {shape}}}"),
    ("f", "{{'descr': 'f', 'fortran_order': False, 'shape': {shape}}}"),
    ("native order", "{{'descr': '=f4', 'fortran_order': False, 'shape': {shape}}}"),
    ("no order", "{{'descr': '|f4', 'fortran_order': False, 'shape': {shape}}}"),
    ("digits with a zero", "{{'descr': '<f04', 'fortran_order': False, 'shape': {shape}}}"),
    ("Fortran order", "{{'descr': '<f4', 'fortran_order': True, 'shape': {shape}}}"),
    ("another order of keys", "{{'shape': {shape}, 'fortran_order': False, 'descr': '<f4', }}"),
    ("a key twice", "{{'shape': (1, 1), 'fortran_order': False, 'descr': '<f4', 'shape': {shape}}}"),
    ("blanks", "  {{ 'descr' :'<f4' ,\n 'fortran_order':\tFalse, 'shape':( {a} ,{b}, ) , }} \n"),
    ("no blanks", "{{'descr':'<f4','fortran_order':False,'shape':({a},{b})}}"),
    ("hexadecimal", "{{'descr': '<f4', 'fortran_order': False, 'shape': (0x{a:x}, 0X{b:x})}}"),
    ("signs", "{{'descr': '<f4', 'fortran_order': False, 'shape': (+{a}, {b})}}"),
    ("escapes", "{{'descr': '\\x3cf4', 'fortran_order': False, 'shape': {shape}}}"),
    ("raw texts", "{{r'descr': r'<f4', 'fortran_order': False, 'shape': {shape}}}"),
    ("texts side by side", "{{'des' 'cr': '<' \"f4\", 'fortran_order': False, 'shape': {shape}}}"),
    ("three quotes", "{{'descr': '''<f4''', 'fortran_order': False, 'shape': {shape}}}"),
    ("a comment", "{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}}} # made by hand"),
    ("brackets around", "({{'descr': '<f4', 'fortran_order': (False), 'shape': {shape}}})"),
]
MISSPELLINGS = [
    ("list for a shape", "{{'descr': '<f4', 'fortran_order': False, 'shape': [{a}, {b}]}}"),
    ("negative shape", "{{'descr': '<f4', 'fortran_order': False, 'shape': (-{a}, {b})}}"),
    ("fractional shape", "{{'descr': '<f4', 'fortran_order': False, 'shape': ({a}.0, {b})}}"),
    ("octal of Python 2", "{{'descr': '<f4', 'fortran_order': False, 'shape': (0{a}, {b})}}"),
    ("number for truth", "{{'descr': '<f4', 'fortran_order': 0, 'shape': {shape}}}"),
    ("more keys", "{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, 'more': 1}}"),
    ("fewer keys", "{{'descr': '<f4', 'shape': {shape}}}"),
    ("bytes", "{{'descr': b'<f4', 'fortran_order': False, 'shape': {shape}}}"),
    ("order before a name", "{{'descr': '<float32', 'fortran_order': False, 'shape': {shape}}}"),
    ("blank in a type", "{{'descr': '<f4 ', 'fortran_order': False, 'shape': {shape}}}"),
    ("unknown type", "{{'descr': '<f3', 'fortran_order': False, 'shape': {shape}}}"),
    ("types in a row", "{{'descr': 'f2,f2', 'fortran_order': False, 'shape': {shape}}}"),
    ("subarray", "{{'descr': ('<f2', (2,)), 'fortran_order': False, 'shape': {shape}}}"),
    ("larger shape", "{{'descr': '<f4', 'fortran_order': False, 'shape': ({a}, {b}, 2)}}"),
    ("half a dictionary", "{{'descr': '<f4', 'fortran_order': False, 'shape': ({a}, {b}"),
    ("something behind", "{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}}}; x"),
]


def headed(rng, text):
    a, b = (int(n) for n in rng.integers(1, 8, 2))
    header = text.format(shape=(a, b), a=a, b=b).encode() + b"\n"
    # Python 2 wrote no version 3, and numpy.load does not read its integers there.
    version = int(rng.integers(1, 3))
    length = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes([version, 0]) + length + header + rng.normal(size=a * b).astype("<f4").tobytes()


def npz(rng, compression=zipfile.ZIP_STORED, again=False, others=False, plain=False):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        if others:
            archive.writestr("readme.txt", "what these are")
            archive.writestr("folder/", "")
            archive.writestr("__MACOSX/._a.npy", b"\0\5\x16\7\0\2")
        for name in ("a", "weights", "b"):
            archive.writestr(zipfile.ZipInfo(name + ".npy"), saved(numbers(rng)), compress_type=compression)
        if again:
            archive.writestr(zipfile.ZipInfo("weights.npy"), saved(numbers(rng)), compress_type=compression)
    return {"ending": ".npz", "bytes": file.getvalue(), "array": "weights", "plain": plain or again}


def around(rng, before, after):
    made = npz(rng, plain=True)
    # numpy.load tells an archive by its first bytes, zipfile.ZipFile by its last ones.
    values = reference_of(made["bytes"], made["array"])
    return {**made, "bytes": rng.bytes(before) + made["bytes"] + b"\0" * after, "values": values}


def damaged(rng, made, damage):
    return {**made, "bytes": damage(rng, made["bytes"]), "plain": False}


def flip_bits(rng, data):
    data = bytearray(data)
    for at in rng.integers(0, len(data), rng.integers(1, 3)):
        data[at] ^= 1 << int(rng.integers(8))
    return bytes(data)


def change_bytes(rng, data):
    data = bytearray(data)
    for at in rng.integers(0, len(data), rng.integers(1, 6)):
        data[at] = int(rng.integers(256))
    return bytes(data)


def change_beginning(rng, data):
    return change_bytes(rng, data[:128]) + data[128:]


def change_end(rng, data):
    return data[:-300] + change_bytes(rng, data[-300:])


def cut_off(rng, data):
    return data[: int(rng.integers(1, len(data)))]


def take_out(rng, data):
    at = int(rng.integers(len(data)))
    return data[:at] + data[at + int(rng.integers(1, 9)) :]
