package demo

import "testing"

func TestSameSeedSameText(t *testing.T) {
	a, b := News(50_000, 7), News(50_000, 7)
	if a != b {
		t.Error("the same seed gave two texts")
	}
	if News(50_000, 8) == a {
		t.Error("another seed gave the same text")
	}
	if len(a) < 50_000 || len(a) > 60_000 {
		t.Errorf("asked for 50,000 bytes, got %d", len(a))
	}
}
