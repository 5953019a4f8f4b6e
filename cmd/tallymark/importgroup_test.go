package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
)

// Records are stored in their order, none is left out, and nothing is read
// once the database fails.
func TestInGroups(t *testing.T) {
	const all = 100
	full, torn := errors.New("the disk is full"), errors.New("the file is torn")
	for _, tt := range []struct {
		name   string
		ends   error
		failAt int // the group that cannot be stored, counted from 1
		want   error
	}{
		{"to the end", io.EOF, 0, nil},
		{"a torn file", torn, 0, torn},
		{"a full disk", io.EOF, 3, full},
	} {
		n, groups, stored := 0, 0, 0
		read := func(ctx context.Context) (incoming, error) {
			if err := ctx.Err(); err != nil {
				return incoming{}, err
			}
			if n == all {
				return incoming{}, tt.ends
			}
			n++
			return incoming{line: n, size: groupSize / 4}, nil
		}
		err := inGroups(t.Context(), read, func(group []incoming) error {
			if groups++; groups == tt.failAt {
				return full
			}
			if len(group) > 4 {
				return fmt.Errorf("a group of %d records is larger than %d bytes", len(group), groupSize)
			}
			for _, in := range group {
				if stored++; in.line != stored {
					return fmt.Errorf("line %d came as number %d", in.line, stored)
				}
			}
			return nil
		})
		if !errors.Is(err, tt.want) || tt.failAt == 0 && stored != all || tt.failAt > 0 && n == all {
			t.Errorf("%s: %d read, %d stored, %v", tt.name, n, stored, err)
		}
	}
}
