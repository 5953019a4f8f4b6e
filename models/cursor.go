package models

import (
	"encoding/base64"
	"strconv"
	"strings"
)

const (
	defaultPage = 50
	largestPage = 200
)

func pageSize(limit int) int {
	if limit <= 0 {
		return defaultPage
	}
	return min(limit, largestPage)
}

// A cursor is the place of the last row of a page in the order of the list,
// which is its id where the newest comes first. It is opaque so that nobody
// builds one, and versioned so that what it holds can change.
func makeCursor(id uint) string {
	return base64.RawURLEncoding.EncodeToString([]byte("1:" + strconv.FormatUint(uint64(id), 10)))
}

// parseCursor returns the place in a cursor, 0 for the empty one.
func parseCursor(cursor string) (uint, error) {
	if cursor == "" {
		return 0, nil
	}
	plain, err := base64.RawURLEncoding.DecodeString(cursor)
	id, found := strings.CutPrefix(string(plain), "1:")
	n, numErr := strconv.ParseUint(id, 10, 63)
	if err != nil || !found || numErr != nil || n == 0 {
		return 0, invalid("cursor", "this link to a page of the list is damaged: open the list from its start")
	}
	return uint(n), nil
}

// page cuts the one row too many that says whether there is a next page.
func page[T any](rows []T, limit int, id func(*T) uint) ([]T, string) {
	if len(rows) <= limit {
		return rows, ""
	}
	rows = rows[:limit]
	return rows, makeCursor(id(&rows[limit-1]))
}
