package extract

import "testing"

func TestCountedNouns(t *testing.T) {
	meaningRows(t, `
He has [three|people||3 sisters] sisters.
The school has [1,200|people||1,200 pupils] pupils and [60|people||60 teachers] teachers.
She wrote [14|objects||14 novels] novels.
The firm opened [25|objects||25 new shops] new shops.
The firm opened [25|objects||25 brand-new shops] brand-new shops in Asia.
Surgeons carried out [12|objects||12 heart transplants] heart transplants.
They found [40|objects|find|40 plastic hand ties found] plastic hand ties.
The council has [14|people||14 members] members.
The gallery sold [two dozen|objects|sell|24 paintings sold] paintings.
[Dozens|people||dozens of journalists] of journalists waited outside.
[Hundreds of thousands|people||hundreds of thousands of pilgrims] of pilgrims arrived.
[Two thirds|share||two thirds of voters] of voters agreed.
[Three|people||3 candidates] of the [five|people||5 candidates] candidates withdrew.
[Twelve|people||12 passengers] of the [440|people||440 passengers] passengers were Danish.
The [10|duration||10 weeks]-week course costs [$300|money||$300].
A [15|people||15 members]-member team left on Monday.
A [two|objects||2 storeys]-storey house burned down.
The [12|people||12 young men] young men sang.
The museum owns [300|objects||300 Dutch paintings] Dutch paintings.
[Six|people||6 United Nations peacekeepers] United Nations peacekeepers arrived.
[Five|people||5 Los Angeles police officers] Los Angeles police officers testified.
[Two hundred and fifty|people||250 guests] guests came.
The choir has [12|people||12 men] men and [three|people||3 women] women.
[Four|objects||4 local and foreign firms] local and foreign firms bid.
The army deployed [5,000|people|deploy|5,000 troops deployed] troops.
A crew of [12|people||12 people] sailed the yacht.
A group of [13|people||13 men] men crossed the river.
A total of [60|objects|take part|60 ships taking part] ships took part.
The number of pupils fell to [300|people||300 pupils|to/down].
They planted [4,000|objects||4,000 trees] trees.
[Eight|objects||8 countries] countries signed the treaty.
The [two|objects||2 countries] countries agreed.
Both sides fired [30|weapons||30 shots] shots.
The [three|objects||3 women's groups] women's groups met.
He visited [14|objects||14 cities] cities in [six|duration||6 days] days.
He won [two|objects||2 gold medals] gold medals.
The law has [12|objects||12 articles] articles.
Officials counted [55,000|objects||55,000 ballots] ballots.
The party won [12|objects||12 more seats] more seats.
Another [two|objects||2 ships] ships sank.
At least another [30|objects||at least 30 schools] schools closed.
The fund owns [12|percent||12% of the bank] per cent of the bank.
Some [12%|percent||about 12% of voters] of voters stayed at home.
The reserve shelters [40|objects||40 elephants] elephants and [200|objects||200 zebras] zebras.
There are [26|objects||26 letters] letters in the alphabet.
The bank has [300|objects||300 branches] branches in [12|objects||12 countries] countries.
The library lends [9,000|objects||9,000 books] books a year.
They live in a village of [300|people||300 people] people.
The herd of [40|objects||40 cows] cows crossed.
The council approved [200|objects||200 homes] homes by vote and [80|objects||80 homes] by lot.
Car thefts fell to [300|count||300|to/down] compared with [420|count||420] last year.
The ship carried [300|objects||300 containers of rice] containers of rice.
The farm sold [30|objects|sell|30 sacks sold] sacks of maize.
The company has [5,000|people||5,000 employees] employees worldwide.
The [two-thirds|share||two-thirds] majority was missed.
`)
}
