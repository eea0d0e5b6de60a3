"""Tables as utilities send them, with all that spreadsheets put into them, become the figures a person would read."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.given import read_given
from wopfield.domain.pasted import cells_of, preview, tidy
from wopfield.domain.pasted_html import cells_of_html
from wopfield.domain.plainly_given import Manner

CATALOGUE = indicator_catalogue()

Read = dict[tuple[str, str], float]


def read(text: str) -> Read:
    cells = tidy(cells_of_html(text)) if text.startswith("<") else cells_of(text)
    written = preview(cells, CATALOGUE).to_write
    return {place: float(found.entry.value or 0) for place, found in written.items() if found.entry}


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param(
            "ABC Water Co.\t\t\t\nTechnical data\t\t\t\n\tFY 2021/22\tFY 2022/23¹\tFY 2023/24²\n"
            "Production [m³]\t12 345 678\t12 901 002\t13 100 450\n"
            "  of which own wells [m³]\t10 000 000\t10 500 000\t10 700 000\n"
            "Billed unmetered [m³]\t(estimated)\t120'000\t118'000\n"
            "Total billed [m³]\t7'234'567\t7'520'100\t7'630'900\n¹ provisional\t\t\t\n² audited\t\t\t\n",
            {
                ("v_own", "2021/22"): 12345678,
                ("v_own", "2022/23"): 12901002,
                ("v_own", "2023/24"): 13100450,
                ("v_bill_unmet", "2022/23"): 120000,
                ("v_bill_unmet", "2023/24"): 118000,
            },
            id="titles, notes, parts and totals",
        ),
        pytest.param(
            "\t2022\t2023\nCorrection of bulk meters (m3)\t(12,500)\t(8,200)\n"
            "Water exported (m3)\t-\t–\nWater imported (m3)\tn/a\ts/d\n",
            {("v_meter_adj", "2022"): -12500, ("v_meter_adj", "2023"): -8200},
            id="negative in brackets, and dashes",
        ),
        pytest.param(
            "Year\tProduced\tBilled metered\tMains\tConnections\n\tML\tML\tkm\tNo.\n"
            "2021\t4,512.3\t3,001.7\t412\t21,300\n"
            "Total\t9,123.2\t6,103.9\t\t\n",
            {
                ("v_own", "2021"): 4512300,
                ("v_bill_met", "2021"): 3001700,
                ("len_mains", "2021"): 412,
                ("n_conn_water", "2021"): 21300,
            },
            id="years down, a row of units and a total",
        ),
        pytest.param(
            "Water\t2022\t2023\t\tFinance\t2022\t2024\nVolume produced (m3)\t5000000\t5200000\t\t"
            "Operating expenses\t1200000\t1300000\nBilled metered (m3)\t3000000\t3200000\t\t"
            "Operating revenue billed\t1500000\t1600000\n",
            {
                ("v_own", "2022"): 5e6,
                ("v_own", "2023"): 5.2e6,
                ("v_bill_met", "2022"): 3e6,
                ("v_bill_met", "2023"): 3.2e6,
                ("opex", "2022"): 1.2e6,
                ("opex", "2024"): 1.3e6,
                ("rev_op", "2022"): 1.5e6,
                ("rev_op", "2024"): 1.6e6,
            },
            id="two tables beside each other",
        ),
        pytest.param(
            "\tjanv. 2023\tfévr. 2023\tTotal\nVolume produit (m³)\t104 000\t98 000\t202 000\n",
            {("v_own", "2023-01"): 104000, ("v_own", "2023-02"): 98000},
            id="months in French and their sum",
        ),
        pytest.param(
            "Indicator\t2023\nVolume produced (m3)\t#DIV/0!\nBilled metered consumption (m3)\t#N/A\n"
            "Population served with water\t35%\nActive water connections\t12 300\n",
            {("n_conn_water", "2023"): 12300},
            id="errors of a spreadsheet, and shares",
        ),
        pytest.param(
            '\ufeffFigure\t2022\t2023\n"Volume produced\t(m3)"\t100000\t110000\n'
            '"Billed\nmetered consumption (m3)"\t70000\t"80 000"\n',
            {
                ("v_own", "2022"): 100000,
                ("v_own", "2023"): 110000,
                ("v_bill_met", "2022"): 70000,
                ("v_bill_met", "2023"): 80000,
            },
            id="tabs and line breaks within a cell",
        ),
        pytest.param(
            "Item\t31.12.2021\t31/12/2023\nLength of distribution mains (km)\t410,5\t419,8\n",
            {("len_mains", "2021"): 410.5, ("len_mains", "2023"): 419.8},
            id="the last day for the year",
        ),
        pytest.param(
            "Concepto\tUnidad\tAño 2022\tAño 2023\nAgua producida\tm3\t1.234.567,8\ts/d\nConexiones activas\tnúm.\t"
            "12.345\t12.800\nPersonal\tpersonas\t85\t84\n",
            {
                ("v_own", "2022"): 1234567.8,
                ("n_conn_water", "2022"): 12345,
                ("n_conn_water", "2023"): 12800,
                ("n_staff", "2022"): 85,
                ("n_staff", "2023"): 84,
            },
            id="Spanish, with units of its own",
        ),
        pytest.param(
            "Item\t2022\t2023\nOperating expenses\t$1,234,567\tUSD 1,300,000\nOperating revenue billed\t"
            "1 600 000 USD\t€ 1.2 million\n",
            {
                ("opex", "2022"): 1234567,
                ("opex", "2023"): 1.3e6,
                ("rev_op", "2022"): 1.6e6,
                ("rev_op", "2023"): 1.2e6,
            },
            id="currencies before and behind",
        ),
        pytest.param(
            "Poste\t2022\t2023\nEau produite\t12\u202f345\u202f678 m³\t12\u00a0901\u00a0002 m³\n"
            "Longueur du réseau (km)\t1’204,5\t1’210\n",
            {
                ("v_own", "2022"): 12345678,
                ("v_own", "2023"): 12901002,
                ("len_mains", "2022"): 1204.5,
                ("len_mains", "2023"): 1210,
            },
            id="units in the cells, and every sign between thousands",
        ),
        pytest.param(
            "<table><tr><th rowspan=2>Item</th><th colspan=2>2022</th><th colspan=2>2023</th></tr><tr><th>m³</th>"
            "<th>grade</th><th>m³</th><th>grade</th></tr><tr><td>Volume produced</td><td>5,000,000</td><td>B</td>"
            "<td>5,200,000</td><td>C</td></tr></table>",
            {("v_own", "2022"): 5e6, ("v_own", "2023"): 5.2e6},
            id="merged heads",
        ),
    ],
)
def test_a_table_of_a_utility_is_read_as_a_person_would(text: str, figures: Read) -> None:
    assert read(text) == pytest.approx(figures)


def test_tables_beside_each_other_are_only_parted_where_the_periods_begin_anew_behind_names() -> None:
    two = "Item\tUnit\t2022\t2023\tUnit\t2024\nVolume produced\tm3\t5000000\t5200000\tm3\t5300000\n"
    assert read(two) == {("v_own", "2022"): 5e6, ("v_own", "2023"): 5.2e6, ("v_own", "2024"): 5.3e6}


def test_three_tables_below_a_title_are_read_one_after_the_other() -> None:
    three = (
        "Water and money\t\t\t\t\t\nWater\t2022\tMoney\t2022\tPeople\t2022\n"
        "Volume produced\t5000000\tOperating expenses\t1200000\tTotal staff\t120\n"
        "Billed metered\t3000000\tLabour costs\t400000\tPopulation served\t90000\n"
    )
    assert read(three) == {
        ("v_own", "2022"): 5e6,
        ("v_bill_met", "2022"): 3e6,
        ("opex", "2022"): 1.2e6,
        ("cost_labour", "2022"): 4e5,
        ("n_staff", "2022"): 120,
        ("pop_water", "2022"): 90000,
    }


HEADS = ["Water", "2022", "2023", "Money", "2022", "2023"]
ROWS = st.lists(st.lists(st.sampled_from(["", "Water", "Staff", "Billed", "1", "m3"]), min_size=6, max_size=6))


@given(ROWS, ROWS)
def test_of_tables_beside_each_other_no_cell_is_lost(above: list[list[str]], below: list[list[str]]) -> None:
    kept = Counter(cell for row in tidy([*above, HEADS, *below]) for cell in row if cell)
    pasted = Counter(cell for row in (*above, *below) for cell in row if cell)
    assert not pasted - kept


@pytest.mark.parametrize("text", ["$1,200", "1,200 $", "€ 1.200", "USD 1,200", "1 200 USD"])
def test_a_currency_beside_an_amount_is_read_and_said(text: str) -> None:
    manner = Manner("," if "€" in text else ".")
    money = read_given(CATALOGUE.variables["opex"], text, manner)
    assert money.entry is not None
    assert money.entry.value == Decimal(1200)
    assert any("was read as local currency" in str(remark) for remark in money.remarks)
    assert read_given(CATALOGUE.variables["v_own"], text, manner).entry is None


def test_money_of_another_currency_waits_for_its_rate_wherever_the_currency_stands() -> None:
    money = read_given(CATALOGUE.variables["opex"], "USD 1,200", Manner(currency="KES"))
    assert money.unit == "USD"
    assert "say at which rate" in " ".join(map(str, money.remarks))
