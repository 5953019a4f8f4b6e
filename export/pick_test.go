package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"tallymark/models"
)

func TestPickedColumnsComeInTheirOrder(t *testing.T) {
	value := -13.5
	row := models.ExportRow{Claim: models.Claim{ID: 7, Label: "=1+1", Value: &value, Quote: "لا \U0001f525\nnew line", Predicate: "fell"}}
	var file bytes.Buffer
	w := CSV(&file, CSVOptions{Columns: "value, label,predicate,quote"})
	if err := w.Write(&row); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&file).ReadAll()
	want := [][]string{{"value", "label", "predicate", "quote"}, {"-13.5", "'=1+1", "fell", "لا \U0001f525 new line"}}
	if err != nil || !slices.EqualFunc(rows, want, slices.Equal[[]string]) {
		t.Errorf("the file is %q, %v; want %q", rows, err, want)
	}

	var lines bytes.Buffer
	j := JSONLines(&lines, CSVOptions{Columns: "value,label"})
	if err := j.Write(&row); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if got := lines.String(); got != `{"value":-13.5,"label":"=1+1"}`+"\n"+`{"trailer":true,"rows":1}`+"\n" {
		t.Errorf("the lines are %s", got)
	}
}

func TestColumnsThatCannotBePicked(t *testing.T) {
	for columns, says := range map[string]string{
		"label,odd": `no column "odd"`, "label,": `no column ""`, ",": `no column ""`, "label,label": "named twice",
		"default,label": `no column "default"`, "Label": "claim_id, status,",
	} {
		if err := CheckColumns(columns); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %s", columns, err, says)
		}
	}
	for _, set := range []string{"", Default, Full, Long, "label", strings.Join(ColumnNames(), ",")} {
		if err := CheckColumns(set); err != nil {
			t.Errorf("%q: %v", set, err)
		}
	}
}

// A file without the number of the claim has no key.
func TestSchemaOfPickedColumns(t *testing.T) {
	for columns, key := range map[string]int{"label,claim_id": 1, "label,value": 0, Long: 0, Full: 1} {
		var out bytes.Buffer
		if err := TableSchema(&out, columns, "export.csv"); err != nil {
			t.Fatal(err)
		}
		var schema tableSchema
		if err := json.Unmarshal(out.Bytes(), &schema); err != nil || len(schema.Schema.PrimaryKey) != key {
			t.Errorf("%s: the key is %v, %v", columns, schema.Schema.PrimaryKey, err)
		}
	}
}

// The preview has the cells of the file.
func TestPreviewHasWhatTheFileHas(t *testing.T) {
	value := 41.0
	row := models.ExportRow{Claim: models.Claim{ID: 7, Value: &value}, Evidence: []models.Evidence{{ID: 1}, {ID: 2}}}
	for columns, rows := range map[string]int{Default: 1, Full: 1, Long: 2, "value,label": 1} {
		p, err := NewPreview(CSVOptions{Columns: columns})
		if err != nil {
			t.Fatal(err)
		}
		p.Write(&row)
		at := slices.Index(p.Header, PreviewCell{"value", true})
		if len(p.Rows) != rows || len(p.Rows[0]) != len(p.Header) || p.Rows[0][at] != (PreviewCell{"41", true}) {
			t.Errorf("%s: the preview is %v %v", columns, p.Header, p.Rows)
		}
	}
}
