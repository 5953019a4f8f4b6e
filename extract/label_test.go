package extract

import "testing"

func TestSubjectScopeAndPhrase(t *testing.T) {
	runTable(t, []row{
		{"The storm in Aberdeen hurt [30] people.", []string{"injuries; 30; subject=The storm in Aberdeen; phrase=people; name=person"}},
		{"Some [30] civilians were hurt in the storm.", []string{"injuries; ~30; scope=civilians; subject=the storm"}},
		{"The ferry company employs [300] people.", []string{"people; 300; subject=The ferry company; predicate=employ"}},
		{"The crash killed [12] people, including [three] children.", []string{"deaths; 12; scope=including three children", "deaths; 3; name=child"}},
		{"The crash killed [12] people, excluding the driver.", []string{"deaths; 12; scope=excluding the driver"}},
		{"So far [12] people have died.", []string{"deaths; 12; total=true"}},
		{"The death toll stands at [12].", []string{"deaths; 12; total=true"}},
		{"The crash killed [12] people.", []string{"deaths; 12; total=false"}},
		{"Surgeons did [12] heart transplants.", []string{"objects; 12; unit=transplants; phrase=heart transplants; name=transplant"}},
		{"They sold [40] plastic hand ties.", []string{"objects; 40; unit=ties; phrase=plastic hand ties; name=tie"}},
		{"The court heard [30] counts of fraud.", []string{"objects; 30; unit=counts; phrase=counts of fraud; name=count"}},
		{"Troops found [440] rounds of ammunition.", []string{"weapons; 440; unit=rounds; phrase=rounds of ammunition; label=440 rounds found"}},
		{"The blast hurt [two] women and left [six] others in hospital.", []string{"injuries; 2; quote=hurt two women", "injuries; 6; predicate=hospitalise"}},
		{"The suspects, who are all between [19 and 37], deny it.", []string{"age; 19..37; label=ages 19-37; name=year of age"}},
		{"Some [12%] of the voters stayed away.", []string{"percent; ~12; phrase=the voters; label=about 12% of the voters"}},
		{"He owns [two million] barrels of oil.", []string{"volume; 2000000; phrase=barrels of oil"}},
	})
}

func TestVagueAndZero(t *testing.T) {
	runTable(t, []row{
		{"[Several] people were killed.", []string{"deaths; 3..; label=several killed"}},
		{"[Several] people came.", []string{"!vague"}},
		{"[A few] villagers were arrested.", []string{"arrests; 3..; label=a few arrested"}},
		{"[A few] villagers sang.", []string{"!vague"}},
		{"[Nobody] was killed.", []string{"deaths; 0; label=0 killed"}},
		{"There were [no] casualties.", []string{"casualties; 0"}},
		{"[None] of the miners had been abroad.", []string{"people; 0"}},
		{"There was no comment and no evidence.", nil},
		{"He had no money and no plan.", nil},
	})
}
