package extract

import "testing"

func TestLanguage(t *testing.T) {
	for _, row := range []struct {
		name, lang, text string
		english          bool
	}{
		{"said so", "en", "13 ont été tués dans les rues de la ville.", true},
		{"region", "en-GB", "13 men were held.", true},
		{"capitals", "EN_us", "13 men were held.", true},
		{"said otherwise", "fr", "13 men were held.", false},
		{"a longer code", "eng", "13 men were held.", false},
		{"English", "", "The police held 13 men in the old town on Monday.", true},
		{"English headline", "", "Police hold 13 in harbour raid", true},
		{"English with names", "", "Lind and El Salvador met Los Angeles and Las Vegas in the 13 games.", true},
		{"digits alone", "", "13 14 15", true},
		{"nothing", "", "", true},
		{"French", "", "La police a arrêté 13 hommes dans les rues de la ville, selon le ministère.", false},
		{"Spanish", "", "La policía detuvo a 13 hombres en las calles de la ciudad, según el ministerio.", false},
		{"German", "", "Die Polizei hat 13 Männer in der Stadt und auf dem Land verhaftet.", false},
		{"Portuguese", "", "A polícia prendeu 13 homens nas ruas da cidade, segundo o ministro das obras.", false},
		{"Italian", "", "La polizia ha arrestato 13 uomini nelle vie della città e non ha detto nulla di più.", false},
		{"Dutch", "", "De politie heeft 13 mannen in het dorp en bij de haven aangehouden, wat niet werd verwacht.", false},
		{"Russian", "", "Полиция задержала 13 человек в порту.", false},
		{"Arabic", "", "اعتقلت الشرطة 13 رجلا في الميناء.", false},
		{"Chinese", "", "警方 周一 在 港口 逮捕了 13 名 男子。", false},
		{"Greek", "", "Η αστυνομία συνέλαβε 13 άνδρες στο λιμάνι.", false},
	} {
		t.Run(row.name, func(t *testing.T) {
			e, err := sharedEngine()
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range e.Claims(Document{Text: row.text, Lang: row.lang}, true) {
				if foreign := c.Reason == "language"; foreign == row.english {
					t.Errorf("%s: reason %q", c.Number.Text, c.Reason)
				}
				if !row.english && (c.Checkable || c.Kind != Count || c.Attribution != nil) {
					t.Errorf("%s: checkable %v, kind %s", c.Number.Text, c.Checkable, c.Kind)
				}
			}
		})
	}
}
