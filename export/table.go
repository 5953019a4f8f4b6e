package export

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"tallymark/models"
)

// A tableSchema describes the columns of a CSV for programs, as "CSV on the Web"
// (W3C, Metadata Vocabulary for Tabular Data) has it.
type tableSchema struct {
	Context string       `json:"@context"`
	URL     string       `json:"url"`
	Dialect tableDialect `json:"dialect"`
	Schema  struct {
		Columns    []tableColumn `json:"columns"`
		PrimaryKey []string      `json:"primaryKey,omitempty"`
	} `json:"tableSchema"`
}

type tableDialect struct {
	Encoding    string `json:"encoding"`
	Header      bool   `json:"header"`
	Terminators string `json:"lineTerminators"`
}

type tableColumn struct {
	Name      string `json:"name"`
	Titles    string `json:"titles"`
	Datatype  string `json:"datatype"`
	Separator string `json:"separator,omitempty"` // of a cell that is a list
	Required  bool   `json:"required,omitempty"`
}

// TableSchema writes the metadata file of a CSV with these columns that is at
// the address, which may be relative to the metadata's own.
func TableSchema(w io.Writer, columns, address string) error {
	set, err := columnsOf(columns)
	if err != nil {
		return err
	}
	t := tableSchema{Context: "http://www.w3.org/ns/csvw", URL: address, Dialect: tableDialect{Encoding: "utf-8", Header: true, Terminators: "\r\n"}}
	for _, c := range set {
		t.Schema.Columns = append(t.Schema.Columns, c.described())
	}
	if columns != Long && slices.ContainsFunc(set, func(c column) bool { return c.name == "claim_id" }) {
		t.Schema.PrimaryKey = []string{"claim_id"}
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	if err := out.Encode(t); err != nil {
		return fmt.Errorf("write the description of the columns: %w", err)
	}
	return nil
}

// described is the column with the type of its cells, which show it on a row
// where all times are known.
func (c *column) described() tableColumn {
	known := time.Unix(1, 0)
	piece := models.Evidence{AccessedAt: known}
	row := models.ExportRow{Claim: models.Claim{DecidedAt: &known}, PublishedAt: &known, FetchedAt: known}
	shown := c.value(&setting{piece: &piece}, &row)
	d := tableColumn{Name: c.name, Titles: c.name, Datatype: "string"}
	switch {
	case shown.number:
		d.Datatype = "number"
	case shown.truth:
		d.Datatype = "boolean"
	case shown.when != nil:
		d.Datatype = "dateTime"
	case shown.list != nil:
		d.Separator = " "
	}
	d.Required = c.name == "claim_id"
	return d
}
