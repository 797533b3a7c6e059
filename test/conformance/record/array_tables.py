"""Forms of tables of numbers in text files. The reference is what was written; that pandas reads it back, told how, is checked where it can."""

import csv
import io

import numpy as np
import pandas as pd


def tables():
    forms = [
        ("pandas", lambda rng: pandas(rng)),
        ("pandas, names", lambda rng: pandas(rng, names=True)),
        ("pandas, index=False", lambda rng: pandas(rng, index=False)),
        ("pandas, index=False, names", lambda rng: pandas(rng, names=True, index=False)),
        ("pandas, header=False", lambda rng: pandas(rng, header=False)),
        ("pandas, neither", lambda rng: pandas(rng, header=False, index=False)),
        ("pandas, German", lambda rng: pandas(rng, sep=";", decimal=",")),
        ("pandas, German, neither", lambda rng: pandas(rng, sep=";", decimal=",", header=False, index=False)),
        ("pandas, tabs", lambda rng: pandas(rng, sep="\t")),
        ("pandas, tabs, names", lambda rng: pandas(rng, names=True, sep="\t", index=False)),
        ("pandas, utf-16", lambda rng: pandas(rng, names=True, index=False, encoding="utf-16")),
        ("pandas, utf-8-sig", lambda rng: pandas(rng, names=True, index=False, encoding="utf-8-sig")),
        ("pandas, all quoted", lambda rng: pandas(rng, names=True, index=False, quoting=csv.QUOTE_ALL)),
        ("pandas, all quoted, index", lambda rng: pandas(rng, quoting=csv.QUOTE_ALL)),
        ("pandas, Windows", lambda rng: pandas(rng, lineterminator="\r\n")),
        ("pandas, three decimals", lambda rng: pandas(rng, index=False, names=True, float_format="%.3f", decimals=3)),
        ("pandas, integers", lambda rng: pandas(rng, integers=True)),
        ("pandas, integers, index=False", lambda rng: pandas(rng, integers=True, index=False)),
        ("pandas, named index", lambda rng: pandas(rng, names=True, index_label="bin", plain=False)),
        ("pandas, index from 1", lambda rng: pandas(rng, start=1, plain=False)),
        ("pandas, index from 5", lambda rng: pandas(rng, start=5, plain=False)),
        ("pandas, index of every second", lambda rng: pandas(rng, step=2, plain=False)),
        ("pandas, reset_index", lambda rng: pandas(rng, reset=True, index=False, plain=False)),
        ("pandas, series", lambda rng: pandas(rng, columns=1)),
        ("pandas, series, index=False", lambda rng: pandas(rng, columns=1, index=False)),
        ("pandas, missing values", lambda rng: pandas(rng, index=False, names=True, missing=""  )),
        ("pandas, NA", lambda rng: pandas(rng, index=False, header=False, missing="NA")),
        ("pandas, NaN", lambda rng: pandas(rng, index=False, header=False, missing="NaN")),
        ("pandas, names of two levels", two_levels),
        ("pandas, index of texts", lambda rng: text_index(rng)),
        ("pandas, truth", lambda rng: table(".csv", pd.DataFrame(rng.integers(0, 2, (4, 3)) > 0).to_csv(index=False, header=False), None)),
        ("R write.csv", lambda rng: r_table(rng)),
        ("R write.csv, row.names = FALSE", lambda rng: r_table(rng, row_names=False)),
        ("R write.csv2", lambda rng: r_table(rng, separator=";", mark=",")),
        ("R write.table", lambda rng: r_table(rng, separator=" ", corner=False)),
        ("R write.table, neither", lambda rng: r_table(rng, separator=" ", row_names=False, header=False)),
        ("R write.csv, NA", lambda rng: r_table(rng, missing="NA")),
        ("R write.csv, row names of texts", lambda rng: r_table(rng, texts=True)),
        ("Excel, English", lambda rng: excel(rng, ",", ".")),
        ("Excel, English, UTF-8", lambda rng: excel(rng, ",", ".", encoding="utf-8-sig")),
        ("Excel, English, Unicode text", lambda rng: excel(rng, "\t", ".", encoding="utf-16", ending=".txt")),
        ("Excel, German", lambda rng: excel(rng, ";", ",", names=["Gewicht", "Höhe", "Maß"], encoding="cp1252")),
        ("Excel, German, UTF-8", lambda rng: excel(rng, ";", ",", names=["Gewicht", "Höhe", "Maß"], encoding="utf-8-sig")),
        ("Excel, German, Unicode text", lambda rng: excel(rng, "\t", ",", encoding="utf-16", ending=".txt")),
        ("Excel, French", lambda rng: excel(rng, ";", ",", names=["durée", "fréquence", "nº"], encoding="utf-8-sig")),
        ("Excel, French, thousands", lambda rng: excel(rng, ";", ",", thousands="\u202f", encoding="utf-8-sig")),
        ("Excel, English, thousands", lambda rng: excel(rng, ",", ".", thousands=",")),
        ("Excel, German, thousands", lambda rng: excel(rng, ";", ",", thousands=".")),
        ("Excel, English, no names", lambda rng: excel(rng, ",", ".", names=None)),
        ("Excel, German, no names", lambda rng: excel(rng, ";", ",", names=None)),
        ("Excel, sep=", lambda rng: excel(rng, ";", ",", hint=True)),
        ("Excel, English, errors", lambda rng: excel(rng, ",", ".", names=None, wrong=["#N/A", "#DIV/0!", "#VALUE!"])),
        ("Excel, German, errors", lambda rng: excel(rng, ";", ",", names=None, wrong=["#NV", "#DIV/0!", "#WERT!"])),
        ("Excel, French, errors", lambda rng: excel(rng, ";", ",", names=None, wrong=["#N/A", "#VALEUR!", "#NOMBRE!"])),
        ("Excel, truth", lambda rng: excel(rng, ";", ",", names=None, wrong=["WAHR", "FALSCH", "VRAI"])),
        ("Excel, empty cells", lambda rng: excel(rng, ";", ",", names=None, wrong=[""])),
        ("Excel, percents", lambda rng: excel(rng, ",", ".", names=None, wrong=["5%", "12.5%"])),
        ("savetxt", lambda rng: savetxt(rng)),
        ("savetxt, commas", lambda rng: savetxt(rng, delimiter=",")),
        ("savetxt, header", lambda rng: savetxt(rng, delimiter=",", header="a,b,c")),
        ("savetxt, bare header", lambda rng: savetxt(rng, delimiter=",", header="a,b,c", comments="")),
        ("savetxt, footer", lambda rng: savetxt(rng, footer="the end")),
        ("savetxt, %d", lambda rng: savetxt(rng, integers=True, fmt="%d")),
        ("savetxt, %g", lambda rng: savetxt(rng, fmt="%.17g", delimiter="\t")),
        ("savetxt, a column", lambda rng: savetxt(rng, columns=1)),
        ("savetxt, Windows", lambda rng: savetxt(rng, newline="\r\n")),
        ("savetxt, old Mac", lambda rng: savetxt(rng, newline="\r")),
        ("savetxt, complex", lambda rng: table(".txt", text_of(np.savetxt, values_of(rng) + 1j), None)),
    ]
    forms += [("spelling: " + name, lambda rng, spell=spell, reads=reads: spelled(rng, spell, reads)) for name, spell, reads in SPELLINGS]
    return forms


SPELLINGS = [
    ("minus", lambda x: f"\u2212{abs(x)!r}", False),
    ("Fortran", lambda x: f"{x:.8E}".replace("E", "D"), False),
    ("Fortran, Q", lambda x: f"{x:.8E}".replace("E", "Q"), False),
    ("plus", lambda x: f"{x:+.17g}", True),
    ("capital E", lambda x: f"{x:.16E}", True),
    ("no leading zero", lambda x: f"{x:.6f}".replace("0.", ".", 1) if abs(x) < 1 else f"{x:.6f}", None),
    ("hexadecimal", lambda x: float(x).hex(), False),
    ("wide digits", lambda x: f"{x:.3f}".translate({ord("0") + i: 0xFF10 + i for i in range(10)}), False),
    ("Arabic digits", lambda x: f"{x:.3f}".translate({ord("0") + i: 0x660 + i for i in range(10)}), False),
    ("units", lambda x: f"{x:.3f} mV", False),
    ("currency", lambda x: f"${x:.3f}", False),
    ("accountants' minus", lambda x: f"({abs(x):.3f})", False),
    ("C", lambda x: f"{x:.3f}f", False),
    ("Python's underscores", lambda x: f"{1e6 + abs(x):_.3f}", False),
    ("Swiss thousands", lambda x: f"{1e6 + abs(x):,.3f}".replace(",", "'"), False),
    ("complex", lambda x: f"{x:.3f}+0j", False),
    ("fractions", lambda x: f"{int(x * 100)}/100", False),
    ("times", lambda x: f"00:{abs(int(x * 10)) % 60:02}", False),
    ("dates", lambda x: f"2026-11-{1 + abs(int(x * 10)) % 28:02}", False),
    ("infinity", lambda x: "∞", False),
    ("1.#INF", lambda x: "1.#INF", False),
    ("missing", lambda x: "missing", False),
    ("N/A", lambda x: "N/A", False),
    ("-", lambda x: "-", False),
    ("?", lambda x: "?", False),
]


def values_of(rng, columns=None, integers=False, decimals=None):
    shape = (int(rng.integers(2, 7)), columns or int(rng.integers(2, 5)))
    if integers:
        return rng.integers(-30, 30, shape).astype(float)
    values = rng.normal(size=shape) * 10.0 ** rng.integers(-2, 4)
    return values if decimals is None else values.round(decimals)


def table(ending, text, values, encoding="utf-8", plain=None):
    return {"ending": ending, "bytes": text.encode(encoding), "values": values, "plain": values is not None if plain is None else plain}


def text_of(write, *args, **options):
    file = io.StringIO(newline="")
    write(file, *args, **options)
    return file.getvalue()


def pandas(rng, names=False, columns=None, integers=False, decimals=None, start=0, step=1, reset=False, missing=None, plain=True, encoding="utf-8", **options):
    values = values_of(rng, columns, integers, decimals)
    n = len(values)
    frame = pd.DataFrame(values.astype(int) if integers else values, index=range(start, start + n * step, step))
    if names:
        frame.columns = [str(rng.choice(["rate", "e,i", 'q"uote', "µ", "x y", "Nr."])) + str(i) for i in range(frame.shape[1])]
    if missing is not None:
        frame.iloc[0, 0] = np.nan
        return table(".csv", frame.to_csv(na_rep=missing, **options), None)
    if reset:
        frame = frame.reset_index()
    text = frame.to_csv(lineterminator=options.pop("lineterminator", "\n"), **options)
    layout = {key: options[key] for key in ("sep", "decimal") if key in options}
    header = 0 if options.get("header", True) else None
    index = 0 if options.get("index", True) else None
    back = pd.read_csv(io.StringIO(text), header=header, index_col=index, float_precision="round_trip", **layout).to_numpy(float)
    back = back[:, 1:] if reset else back
    assert np.array_equal(back, values), text
    # Alone, a line or a column of counting numbers cannot be told from data: read as they stand they must be warned about.
    return table(".csv", text, values, encoding, plain and (header is not None or index is None))


def two_levels(rng):
    values = values_of(rng, 4)
    return table(".csv", pd.DataFrame(values, columns=pd.MultiIndex.from_product([["a", "b"], ["x", "y"]])).to_csv(index=False), values, plain=False)


def text_index(rng):
    values = values_of(rng)
    return table(".csv", pd.DataFrame(values, index=[f"n{i}" for i in range(len(values))]).to_csv(), values, plain=False)


def r_table(rng, separator=",", mark=".", row_names=True, header=True, corner=True, missing=None, texts=False):
    values = values_of(rng)
    numbers = [[f"{x:.15g}" for x in row] for row in values]
    values = np.array(numbers, float)
    if missing:
        numbers[0][0] = missing
    lines = []
    if header:
        names = [f'"V{i + 1}"' for i in range(values.shape[1])]
        lines.append(separator.join(['""', *names] if row_names and corner else names))
    for i, row in enumerate(numbers):
        name = [f'"n{i}"' if texts else f'"{i + 1}"'] if row_names else []
        lines.append(separator.join(name + [cell.replace(".", mark) for cell in row]))
    return table(".csv", "\n".join(lines) + "\n", None if missing else values, plain=not missing and not texts)


def excel(rng, separator, mark, names=("a", "b", "c"), thousands=None, encoding="utf-8", ending=".csv", hint=False, wrong=None):
    """What is shown in the cells, as Excel saves it: general numbers have up to 11 characters."""
    values = values_of(rng, 3)
    if thousands:
        values = values.round(2) + np.where(values < 0, -1000, 1000)
    cells = [[(f"{x:,.2f}" if thousands else f"{x:.9g}") for x in row] for row in values]
    values = np.array([[float(cell.replace(",", "")) for cell in row] for row in cells])
    swap = str.maketrans({".": mark, ",": thousands or ","})
    shown = [[cell.translate(swap).replace("e+", "E+").replace("e-", "E-") for cell in row] for row in cells]
    if wrong:
        shown[0] = [str(rng.choice(wrong)) for _ in shown[0]]
    quoted = [[f'"{cell}"' if separator in cell else cell for cell in row] for row in ([list(names)] if names else []) + shown]
    lines = ([f"sep={separator}"] if hint else []) + [separator.join(row) for row in quoted]
    readable = not wrong
    non_ascii_in_cp1252 = encoding == "cp1252" and any(ord(letter) > 127 for name in names or () for letter in name)
    return table(ending, "\r\n".join(lines) + "\r\n", values if readable else None, encoding, plain=readable and not thousands and not non_ascii_in_cp1252)


def savetxt(rng, columns=None, integers=False, newline="\n", **options):
    values = values_of(rng, 3 if columns is None else columns, integers)
    text = text_of(np.savetxt, values.astype(int) if integers else values, newline=newline, **options)
    back = np.loadtxt(io.StringIO(text, newline=None), delimiter=options.get("delimiter"), skiprows=1 if options.get("comments") == "" else 0, ndmin=2)
    assert np.array_equal(back, values), text
    return table(str(rng.choice([".csv", ".txt", ".dat"])), text, values)


def spelled(rng, spell, reads):
    """All numbers in an unusual spelling, or only those of the first line, which is then no header."""
    values = values_of(rng)
    rows = [[spell(x) for x in row] for row in values.tolist()]
    if reads is None:
        values = np.array(rows, float)
    elif not reads:
        rows[1:] = [[f"{x!r}" for x in row.tolist()] for row in values[1:]]
    separator = str(rng.choice([",", ";", "\t"]))
    return table(".csv", "\n".join(separator.join(row) for row in rows) + "\n", values if reads in (True, None) else None)
