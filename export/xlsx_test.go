package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tallymark/models"
)

func writeXLSX(t *testing.T, o CSVOptions, rows ...*models.ExportRow) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	x := XLSX(&b, o)
	for _, r := range rows {
		if err := x.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(b.Bytes()); hex.EncodeToString(sum[:]) != x.Sum() {
		t.Error("the sum is not that of what was sent")
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// cellOf is the cell of a row, counted from 1 below the header, in the column
// of a name.
func cellOf(t *testing.T, f *excelize.File, name string, row int) string {
	t.Helper()
	rows, err := f.GetRows("Claims")
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range rows[0] {
		if n == name {
			at, err := excelize.CoordinatesToCellName(i+1, row+1)
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
	}
	t.Fatalf("no column %s", name)
	return ""
}

func TestWorkbookHasTypedCells(t *testing.T) {
	r := exampleRow()
	r.Claim.Label = "=cmd()|'x'"
	f := writeXLSX(t, CSVOptions{Columns: Full}, r, exampleRow())
	for _, tt := range []struct {
		column, value string
		kind          excelize.CellType
	}{
		{"value", "41", excelize.CellTypeUnset}, // a number needs no type
		{"correct_value", "-0.5", excelize.CellTypeUnset},
		{"label", "=cmd()|'x'", excelize.CellTypeInlineString},
		{"decided_at", "2026-03-14T08:30:00Z", excelize.CellTypeUnset},
		{"total", "FALSE", excelize.CellTypeBool},
		{"basis", "official_statement", excelize.CellTypeInlineString},
		{"quote", "41 people\nhad died", excelize.CellTypeInlineString},
		{"cited_links", "https://example.org/b https://example.org/c?x=1,2", excelize.CellTypeInlineString},
		{"whole", "", excelize.CellTypeUnset},
	} {
		at := cellOf(t, f, tt.column, 1)
		value, err := f.GetCellValue("Claims", at)
		if err != nil || value != tt.value {
			t.Errorf("%s is %q, %v; want %q", tt.column, value, err, tt.value)
		}
		if kind, err := f.GetCellType("Claims", at); err != nil || kind != tt.kind {
			t.Errorf("%s has type %d, %v; want %d", tt.column, kind, err, tt.kind)
		}
	}
	if formula, err := f.GetCellFormula("Claims", cellOf(t, f, "article_url", 1)); err != nil || formula != `HYPERLINK("https://example.org/a")` {
		t.Errorf("the article's address is %q, %v", formula, err)
	}
	if formula, _ := f.GetCellFormula("Claims", cellOf(t, f, "label", 1)); formula != "" {
		t.Errorf("a label became the formula %q", formula)
	}
	if panes, err := f.GetPanes("Claims"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the header does not stay: %+v, %v", panes, err)
	}
}

func TestWorkbookOfOddTexts(t *testing.T) {
	for _, text := range []string{"", "-5", "+1", "@sum", "a\r\nb", "😀 ٤١", "\u202e14", strings.Repeat("x", 40_000), `https://example.org/"&A1&"`, "http://" + strings.Repeat("a", 300), "<b>&amp;"} {
		r := exampleRow()
		r.Claim.Label = text
		f := writeXLSX(t, CSVOptions{}, r)
		at := cellOf(t, f, "label", 1)
		if formula, _ := f.GetCellFormula("Claims", at); formula != "" {
			t.Errorf("%.30q became the formula %q", text, formula)
		}
		got, err := f.GetCellValue("Claims", at)
		if want := shortened(text); err != nil || strings.ReplaceAll(got, "\r\n", "\n") != strings.ReplaceAll(want, "\r\n", "\n") {
			t.Errorf("%.30q came back as %.30q, %v", want, got, err)
		}
	}
}

func TestWorkbookWithoutRowsAndLong(t *testing.T) {
	if rows, err := writeXLSX(t, CSVOptions{}).GetRows("Claims"); err != nil || len(rows) != 1 || len(rows[0]) != len(claimColumns) {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if rows, err := writeXLSX(t, CSVOptions{Columns: Long}, exampleRow()).GetRows("Claims"); err != nil || len(rows) != 3 {
		t.Errorf("%d rows, %v; want a header and two", len(rows), err)
	}
	if err := XLSX(new(bytes.Buffer), CSVOptions{Columns: "odd"}).Close(); err == nil {
		t.Error("odd columns are taken")
	}
}
