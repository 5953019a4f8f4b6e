package models

import (
	"encoding/json"
	"time"
)

// Entry is one row of the audit log: who did what, when, to which objects,
// and how they stood before and after. Hash covers all of it and PrevHash.
type Entry struct {
	Seq      uint `gorm:"primaryKey;autoIncrement:false"`
	At       time.Time
	ActorID  *uint // nil for the system
	Actor    string
	Command  string          // "decide", "article.add" …
	IDs      json.RawMessage `gorm:"column:ids"` // {"claim": 7, "decision": 12}
	Before   json.RawMessage `gorm:"column:before_json"`
	After    json.RawMessage `gorm:"column:after_json"`
	PrevHash string
	Hash     string
}

// TableName is the table of the audit log.
func (Entry) TableName() string { return "audit" }
