package models

import (
	"context"
	"time"
)

// seenEvery is how exactly the store knows when a session or a token was used
// last. More exactly would be a write with each request.
const seenEvery = 5 * time.Minute

// note runs one statement of bookkeeping that no request may wait for, such as
// when a session was seen. It is left out while another is being written: the
// next request brings it again.
func (s *Store) note(statement string, args ...any) {
	select {
	case s.noting <- struct{}{}:
	default:
		return
	}
	go func() {
		defer func() { <-s.noting }()
		ctx, stop := context.WithTimeout(context.Background(), 30*time.Second)
		defer stop()
		if err := s.write.WithContext(ctx).Exec(statement, args...).Error; err != nil {
			s.log.Warn("not noted", "statement", statement, "error", err)
		}
	}()
}

// stopNoting waits for the note that is being written and lets no other begin.
func (s *Store) stopNoting() {
	s.closing.Do(func() { s.noting <- struct{}{} })
}
