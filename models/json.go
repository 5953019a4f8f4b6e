package models

import (
	"database/sql/driver"
	"fmt"
)

// JSON is a JSON value as it was written, byte for byte. Both databases keep
// it as text.
type JSON []byte

// Value is the text.
func (j JSON) Value() (driver.Value, error) { return string(j), nil }

// Scan takes what either driver gives for a text.
func (j *JSON) Scan(value any) error {
	switch v := value.(type) {
	case string:
		*j = JSON(v)
	case []byte:
		*j = append(JSON(nil), v...)
	default:
		return fmt.Errorf("JSON from %T", value)
	}
	return nil
}

// MarshalJSON is the value itself.
func (j JSON) MarshalJSON() ([]byte, error) {
	if len(j) == 0 {
		return []byte("null"), nil
	}
	return j, nil
}

// String is the text.
func (j JSON) String() string { return string(j) }
