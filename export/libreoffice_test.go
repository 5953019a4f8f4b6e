package export

import (
	"bytes"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sheetCell is a cell as LibreOffice took it.
type sheetCell struct {
	Repeated int    `xml:"number-columns-repeated,attr"`
	Type     string `xml:"value-type,attr"`
	Value    string `xml:"value,attr"`
	Formula  string `xml:"formula,attr"`
	Text     string `xml:"p"`
}

// soffice is LibreOffice. Without it the test is skipped, unless
// TALLYMARK_TEST_REQUIRE names libreoffice: then it fails.
func soffice(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("soffice")
	if err == nil {
		return path
	}
	if slices.Contains(strings.Split(os.Getenv("TALLYMARK_TEST_REQUIRE"), ","), "libreoffice") {
		t.Fatal("no LibreOffice is installed, and TALLYMARK_TEST_REQUIRE asks for it")
	}
	t.Skip("no LibreOffice is installed")
	return ""
}

// rowsOf are the rows of the first sheet of a flat spreadsheet, cell by cell.
func rowsOf(t *testing.T, file string) (rows [][]sheetCell) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Tables []struct {
			Rows []struct {
				Cells []sheetCell `xml:"table-cell"`
			} `xml:"table-row"`
		} `xml:"body>spreadsheet>table"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil || len(doc.Tables) == 0 {
		t.Fatalf("%s: %d tables, %v", file, len(doc.Tables), err)
	}
	for _, r := range doc.Tables[0].Rows {
		var cells []sheetCell
		for _, c := range r.Cells {
			cells = append(cells, slices.Repeat([]sheetCell{c}, min(max(c.Repeated, 1), 200))...)
		}
		rows = append(rows, cells)
	}
	return rows
}

// Whoever opens an export in LibreOffice has numbers where there are numbers,
// and texts, not formulas, where there are texts.
func TestLibreOfficeReadsNumbersAsNumbers(t *testing.T) {
	t.Parallel()
	program, dir := soffice(t), t.TempDir()
	r := exampleRow()
	r.Claim.Label, r.Claim.Subject, r.Claim.DecisionReason = "=1+1", "-5", "+44\n\u202e14 😀 ٤١"
	for name, w := range map[string]func(*bytes.Buffer) Writer{
		"claims.csv":   func(b *bytes.Buffer) Writer { return CSV(b, CSVOptions{Columns: Full, BOM: true}) },
		"claims2.xlsx": func(b *bytes.Buffer) Writer { return XLSX(b, CSVOptions{Columns: Full}) },
	} {
		var b bytes.Buffer
		x := w(&b)
		if err := x.Write(r); err != nil {
			t.Fatal(err)
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(program, "--headless", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--convert-to", "fods", "--outdir", dir,
		filepath.Join(dir, "claims.csv"), filepath.Join(dir, "claims2.xlsx"))
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	for _, name := range []string{"claims", "claims2"} {
		rows := rowsOf(t, filepath.Join(dir, name+".fods"))
		if len(rows) < 2 {
			t.Fatalf("%s has %d rows", name, len(rows))
		}
		for i, c := range fullColumns() {
			want, got := c.value(&setting{}, r), rows[1][i]
			switch {
			case want.text == "":
			case want.number && (got.Type != "float" || got.Value != want.text):
				t.Errorf("%s: %s is %+v, want the number %s", name, c.name, got, want.text)
			case !want.number && want.when == nil && !want.truth && (got.Type == "float" || got.Formula != "" && !strings.Contains(got.Formula, "HYPERLINK")):
				t.Errorf("%s: %s is %+v, want the text %q", name, c.name, got, want.text)
			}
		}
	}
}
