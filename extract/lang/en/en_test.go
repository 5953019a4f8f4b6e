package en

import "testing"

func TestLoad(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"€", "£", "km", "million", "µg", "°"} {
		if got := l.Word(w).Text; got != w {
			t.Errorf("Word(%q) = %q", w, got)
		}
	}
}
