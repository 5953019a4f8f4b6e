package export

import (
	"fmt"
	"slices"
	"strings"

	"tallymark/models"
)

// ColumnNames are the columns that can be picked one by one, in the order of
// the full columns.
func ColumnNames() []string {
	var names []string
	for _, c := range fullColumns() {
		names = append(names, c.name)
	}
	return names
}

// CheckColumns refuses what is neither a set of columns nor a list of columns
// that there are.
func CheckColumns(columns string) error {
	_, err := columnsOf(columns)
	return err
}

// Picked are the names in a list of columns; none if it is a set.
func Picked(columns string) []string {
	if columns == "" || columns == Default || columns == Full || columns == Long {
		return nil
	}
	names := strings.Split(columns, ",")
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	return names
}

// picked are the columns of a list, in the order of the list. A name that stands
// there twice would give a file that programs read wrongly.
func picked(list string) ([]column, error) {
	known := fullColumns()
	var out []column
	for _, name := range Picked(list) {
		at := slices.IndexFunc(known, func(c column) bool { return c.name == name })
		if at < 0 {
			return nil, fmt.Errorf("there is no column %q: choose default, full or long, or some of %s, parted by commas", name, strings.Join(ColumnNames(), ", "))
		}
		if slices.ContainsFunc(out, func(c column) bool { return c.name == name }) {
			return nil, fmt.Errorf("the column %q is named twice: leave one out", name)
		}
		out = append(out, known[at])
	}
	return out, nil
}

// Preview is the beginning of an export as a table for people.
type Preview struct {
	Header []PreviewCell
	Rows   [][]PreviewCell

	columns []column
	setting setting
	long    bool
}

// PreviewCell is a cell with how it is to be set.
type PreviewCell struct {
	Text   string
	Number bool
}

// NewPreview begins a preview with the columns of an export.
func NewPreview(o CSVOptions) (*Preview, error) {
	columns, err := columnsOf(o.Columns)
	if err != nil {
		return nil, err
	}
	p := &Preview{columns: columns, setting: setting{baseURL: o.BaseURL}, long: o.Columns == Long}
	for _, c := range columns {
		p.Header = append(p.Header, PreviewCell{Text: c.name, Number: c.described().Datatype == "number"})
	}
	return p, nil
}

// Write adds the row of a claim; with the long columns a row for each of its
// pieces of evidence, at least one, as the file has them.
func (p *Preview) Write(r *models.ExportRow) {
	p.setting.piece = nil
	if !p.long || len(r.Evidence) == 0 {
		p.row(r)
		return
	}
	for i := range r.Evidence {
		p.setting.piece = &r.Evidence[i]
		p.row(r)
	}
}

func (p *Preview) row(r *models.ExportRow) {
	cells := make([]PreviewCell, len(p.columns))
	for i, c := range p.columns {
		shown := c.value(&p.setting, r)
		cells[i] = PreviewCell{Text: shown.text, Number: shown.number}
	}
	p.Rows = append(p.Rows, cells)
}
