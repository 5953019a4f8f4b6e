package extract

import "testing"

func TestCasualties(t *testing.T) {
	meaningRows(t, `
The blast killed [12|deaths|kill|12 killed] people.
The blast killed at least [12|deaths|kill|at least 12 killed] people and wounded [40|injuries|wound|40 wounded].
[Twelve|deaths|die|12 dead] people died in the fire.
[Four|deaths|kill|4 killed] miners were killed and [seven|injuries|injure|7 injured] others were injured.
[Four|deaths|kill|4 killed] miners were killed and [seven|injuries|injure|7 injured] others injured.
[Four|deaths|kill|4 killed] miners were killed and [seven|injuries|hurt|7 injured] were hurt.
The crash left [five|deaths|die|5 dead] dead.
The crash left [five|deaths|die|5 dead] passengers dead and [30|injuries|injure|30 injured] injured.
The storm claimed the lives of [six|deaths|die|6 dead] fishermen.
The flood cost the lives of [19|deaths|die|19 dead] villagers.
The death toll rose to [41|deaths|die|41 dead|to/up] on Friday.
The death toll stands at [41|deaths|die|41 dead].
The death toll from the sinking of the ferry Anna near Port Meridon has risen to [41|deaths|die|41 dead|to/up].
The death toll from the earthquake that hit the mountain province of Oststadt on Monday morning climbed to [29|deaths|die|29 dead|to/up].
The number of wounded in the fire at the old plant of the company near the port rose to [32|injuries|wound|32 wounded|to/up].
A rising death toll worried the government, and in the capital of the country the price of oil rose to [31|count||31|to/up].
The toll shocked ministers who had hoped that the price of a loaf of bread in town would fall, but it rose to [30|count||30|to/up].
Reports on the death toll angered the families of the miners and the price of coal rose to [33|count||33|to/up].
Officials put the death toll at [1,200|deaths|die|1,200 dead].
A death toll of [300|deaths|die|300 dead] is feared.
That brought the toll to [16|deaths|die|16 dead].
The deaths of [six|deaths|die|6 dead] soldiers were announced on Monday.
The deaths of [11|deaths|die|11 dead] nurses shocked the town.
Rebels murdered [nine|deaths|murder|9 killed] farmers.
[Nine|deaths|murder|9 killed] farmers were murdered.
Gunmen shot dead [two|deaths|shoot dead|2 killed] judges.
[Two|deaths|shoot dead|2 killed] judges were shot dead.
Police shot and killed [three|deaths|kill|3 killed] robbers.
[Three|deaths|kill|3 killed] robbers were shot and killed by police.
A bus plunged into a ravine, killing [23|deaths|kill|23 killed] and wounding [12|injuries|wound|12 wounded].
A bus plunged into a ravine, killing [23|deaths|kill|23 killed] tourists and wounding [12|injuries|wound|12 wounded] others.
The raid in which [14|deaths|die|14 dead] rebels died lasted an hour.
The [14|deaths|die|14 dead] rebels who died were buried yesterday.
The [two|people|flee|2 attackers fled] attackers who killed [23|deaths|kill|23 killed] people fled.
[Two|people||2 gunmen] gunmen killed [eight|deaths|kill|8 killed] worshippers.
[Eight|deaths|kill|8 killed] worshippers were killed by [two|people||2 gunmen] gunmen.
[Fifteen|deaths|die|15 dead] bodies were recovered from the river.
Rescuers pulled [nine|deaths|die|9 dead] bodies from the rubble.
[Nobody|injuries|hurt|0 injured] was hurt.
[No one|deaths|kill|0 killed] was killed.
There were [no|casualties||0 casualties] casualties.
The fire caused [no|injuries|injure|0 injured] injuries.
[Three|deaths|die|3 dead] dead, [12|injuries|hurt|12 injured] hurt in motorway crash
[Six|deaths|kill|6 killed] killed as ferry sinks
Bomb kills [18|deaths|kill|18 killed]
Bomb wounds [30|injuries|wound|30 wounded] in market
[Thirty|injuries|hurt|30 injured] hurt in stampede
[Two|deaths|drown|2 dead] teenagers drowned in a lake.
[Five|deaths|perish|5 dead] sailors perished.
More than [50|deaths|die|over 50 dead] people lost their lives.
Up to [500|deaths|die|up to 500 dead|possible] people may have died.
The quake could kill [10,000|deaths|kill|10,000 killed|possible] people.
If [100|deaths|die|100 dead|possible] people die, the government will fall.
The army denied that [40|deaths|kill|40 killed|denied] civilians had been killed.
The general denied killing [40|deaths|kill|40 killed|denied] civilians.
The rebels threatened to kill [three|deaths|kill|3 killed|planned] hostages.
Police said [13|deaths|die|13 dead] people were dead.
Police said [13|missing|miss|13 missing] people were missing and feared dead.
[Seventeen|missing|miss|17 missing] fishermen are still missing.
[Three|missing|go missing|3 missing] climbers went missing on Sunday.
[Two|missing|disappear|2 missing] boys disappeared last week.
At least [20|injuries|hospitalise|at least 20 in hospital] others remain in hospital.
[Four|injuries|injure|4 injured] people are in critical condition.
[Four|injuries|injure|4 injured] of them are in critical condition.
[Eleven|injuries|hospitalise|11 in hospital] people were taken to hospital.
[Six|injuries|hospitalise|6 in hospital] officers were rushed to a nearby hospital with burns.
[Three|injuries|injure|3 injured] people suffered gunshot wounds.
[Two|injuries|injure|2 injured] women were treated for minor injuries.
A man was arrested after [five|injuries|stab|5 stabbed] people were stabbed.
[Seven|injuries|stab|7 stabbed] people were stabbed at a concert.
Gunmen shot [five|injuries|shoot|5 shot] students.
[Five|injuries|shoot|5 shot] students were shot.
[Five|injuries|shoot|5 shot] students were shot, [two|deaths|shoot|2 killed] of them fatally.
Among the dead were [three|deaths|die|3 dead] children.
Among the injured are [two|injuries|injure|2 injured] firemen.
The dead included [four|deaths|die|4 dead] Britons.
The victims included [seven|people||7 Germans] Germans.
Of the [40|injuries|wound|40 wounded] wounded, [12|people||12 children] are children.
[Forty-one|deaths|die|41 dead] people died, including [13|deaths|die|13 dead] children.
Some [300|deaths|kill|about 300 killed] people were killed, among them [60|deaths|kill|60 killed] women.
Rebels killed [six|deaths|kill|6 killed] monks, [two|deaths|kill|2 killed] nuns and a driver.
The murder of [six|deaths|kill|6 killed] priests and [two|deaths|kill|2 killed] women caused outrage.
The assassination of [three|deaths|kill|3 killed] ministers went unpunished.
The killers of the [six|deaths|kill|6 killed] priests were never found.
The number of dead rose from [10|deaths|die|10 dead|from/up] to [15|deaths|die|15 dead|to/up].
The number of people killed has risen to [212|deaths|kill|212 killed|to/up].
[Two|deaths|die|2 dead] more died overnight.
Another [12|injuries|wound|12 wounded] were wounded.
As many as [60|deaths|perish|up to 60 dead] people perished when the roof collapsed.
The [23|age||aged 23]-year-old man killed [two|deaths|kill|2 killed] people.
Doctors said [two|deaths|die|2 dead] patients had died.
[One|deaths|kill|1 killed] person was killed and [16|injuries|injure|16 injured] were injured.
The avalanche buried [30|people|bury|30 skiers buried] skiers, killing [12|deaths|kill|12 killed].
[Nine|deaths|crush to death|9 killed] people were crushed to death.
[Three|deaths|beat to death|3 killed] men were beaten to death.
A landslide swept away [40|objects||40 homes] homes and killed [11|deaths|kill|11 killed] people.
The shelling killed [30|deaths|kill|30 killed] civilians, [12|deaths|kill|12 killed] of them children.
The troops, who lost [12|people|lose|12 men lost] men, withdrew.
[Two|injuries|wound|2 wounded] police officers and a guard were wounded.
The explosion injured a guard and [two|injuries|injure|2 injured] drivers.
A guard was killed, along with [two|deaths|kill|2 killed] drivers.
Hospitals treated [80|people|treat|80 people treated] people for smoke inhalation.
The operation left [12|deaths|die|12 dead] rebels dead, [20|injuries|wound|20 wounded] wounded and [three|arrests|capture|3 captured] captured.
Casualties included [12|deaths|die|12 dead] dead and [40|injuries|wound|40 wounded] wounded.
The army reported [30|casualties||30 casualties] casualties.
A [double|deaths|kill|2 killed] murder shook the village.
Police are investigating [14|deaths|kill|14 killed] murders.
The city has recorded [92|deaths|kill|92 killed] homicides this year.
There have been [three|deaths|die|3 dead] deaths and [20|injuries|injure|20 injured] injuries.
The virus has killed [2 million|deaths|kill|2 million killed] people worldwide.
[Dozens|deaths|kill|dozens killed] were killed.
[Hundreds|deaths|die|hundreds dead] of people died.
[Scores|injuries|injure|scores injured] of demonstrators were injured.
[Several|injuries|wound|several wounded] people were wounded.
[A few|injuries|hurt|a few injured] people were hurt.
[Tens of thousands|deaths|die|tens of thousands dead] have died in the war.
A suicide bomber killed himself and [five|deaths|kill|5 killed] soldiers.
[Two|deaths|kill|2 killed] were killed instantly and a third died later.
The fire killed all [12|deaths|kill|12 killed] crew.
The plane crashed with [120|people||120 people] people on board.
[Three|casualties|kill|3 casualties] people were killed or injured.
[Two|injuries|strike|2 hit] hikers were struck by lightning.
`)
}

func TestLaw(t *testing.T) {
	meaningRows(t, `
Police arrested [13|arrests|arrest|13 arrested] men.
[Thirteen|arrests|arrest|13 arrested] men were arrested.
[Thirteen|arrests|arrest|13 arrested] men were arrested and charged with fraud.
More than [200|arrests|detain|over 200 detained] protesters have been detained.
Police made [25|arrests|arrest|25 arrested] arrests.
[A dozen|arrests|arrest|12 arrested] arrests were made.
The raids led to the arrest of [30|arrests|arrest|30 arrested] suspects.
[Six|arrests|arrest|6 arrested] suspects are under arrest.
[Six|arrests|arrest|6 arrested] suspects are in custody.
[Two|arrests|arrest|2 arrested] suspects were taken into custody.
[Four|charges|charge|4 charged] men were charged with murder.
Prosecutors charged [four|charges|charge|4 charged] men with murder.
Prosecutors indicted [11|charges|indict|11 indicted] officials.
[Eleven|charges|indict|11 indicted] officials were indicted.
[Five|convictions|convict|5 convicted] men were convicted of spying.
A court sentenced [three|convictions|sentence|3 sentenced] journalists to [10|duration||10 years] years in prison.
[Three|convictions|sentence|3 sentenced] journalists were sentenced to death.
[Three|convictions|jail|3 jailed] journalists were jailed.
The court jailed [seven|convictions|jail|7 jailed] activists for life.
[Two|convictions|plead guilty|2 convicted] brothers pleaded guilty.
He was sentenced to [15|duration||15 years] years.
Rebels kidnapped [20|hostages|kidnap|20 kidnapped] schoolgirls.
[Twenty|hostages|kidnap|20 kidnapped] schoolgirls were kidnapped.
Pirates took [24|hostages|take hostage|24 held hostage] sailors hostage.
[Twenty-four|hostages|take hostage|24 taken hostage] sailors were taken hostage.
The gunmen are holding [nine|hostages|take hostage|9 held hostage] hostages.
[Nine|hostages|free|9 freed] hostages were freed.
The guerrillas released [three|people|release|3 engineers released] engineers.
[Three|people|release|3 engineers released] engineers were released.
[Two|hostages|abduct|2 abducted] nuns were abducted in March.
Police seized [440|weapons|seize|440 rounds seized] rounds of ammunition, [six|weapons|seize|6 handguns seized] handguns and [31|objects|seize|31 handcuffs seized] handcuffs.
Officers seized a cache including [440|weapons|seize|440 rounds seized] rounds, [six|weapons|seize|6 handguns seized] handguns and [31|objects|seize|31 pairs seized] pairs of handcuffs.
Customs officers confiscated [two|mass|confiscate|2 tonnes of cocaine seized] tonnes of cocaine.
[Four|weapons|find|4 rifles found] rifles were found in the car.
Soldiers recovered [12|weapons|recover|12 rifles recovered] rifles and [3,000|weapons|recover|3,000 cartridges recovered] cartridges.
Troops destroyed [14|objects|destroy|14 boats destroyed] boats.
[Fourteen|objects|destroy|14 boats destroyed] boats were destroyed.
The storm damaged [200|objects|damage|200 homes damaged] homes and [three|objects|damage|3 schools damaged] schools.
Some [40,000|displaced|displace|about 40,000 displaced] people were displaced.
The fighting has displaced [40,000|displaced|displace|40,000 displaced] people.
[Thousands|displaced|flee|thousands displaced] fled their homes.
More than [3,000|displaced|evacuate|over 3,000 evacuated] residents were evacuated.
Firefighters evacuated [60|displaced|evacuate|60 evacuated] families.
The quake left [12,000|displaced|displace|12,000 homeless] people homeless.
Around [50,000|attendance|attend|about 50,000 attending] people attended the rally.
The match was attended by [30,000|attendance|attend|30,000 attending] fans.
Some [2,000|attendance|march|about 2,000 marching] people marched through the capital.
[Tens of thousands|attendance|protest|tens of thousands protesting] protested on Sunday.
Nearly [400|attendance|gather|nearly 400 gathered] students gathered outside the embassy.
The mayor dismissed [30|people|dismiss|30 officials dismissed] officials.
The firm plans to hire [40|people|hire|40 engineers hired|planned] engineers.
The company will lay off [1,200|people|lay off|1,200 workers laid off|planned] workers.
The factory employs [300|people|employ|300 people employed] people.
[None|people||0 members] of its members had been abroad.
[No|arrests|arrest|0 arrested] arrests were made.
Police made [no|arrests|arrest|0 arrested] arrests.
[No one|charges|charge|0 charged] has been charged.
He declined to comment on the [two|people||2 men] men.
There was no evidence against the [12|people||12 accused] accused.
Police are looking for [three|people||3 men] men.
The court heard from [14|people||14 witnesses] witnesses.
Police questioned [30|people|question|30 witnesses questioned] witnesses.
[Four|people|fine|4 people fined] people were fined [$500|money||$500] each.
The gang stole [14|objects|steal|14 paintings stolen] paintings.
[Fourteen|objects|steal|14 paintings stolen] paintings were stolen.
[Fifteen|people|escape|15 prisoners escaped] prisoners escaped.
[Two|deaths|execute|2 killed] prisoners were executed.
The judge acquitted [six|people|acquit|6 officers acquitted] officers.
[Six|people|acquit|6 officers acquitted] officers were acquitted.
The border guards deported [90|people|deport|90 migrants deported] migrants.
Customs agents rescued [17|objects|rescue|17 puppies rescued] puppies.
`)
}

func TestClauses(t *testing.T) {
	meaningRows(t, `
The bridge was closed for [12|duration||12 days] days after the attack killed a guard.
Nobody knows how many people died.
Police have no evidence.
There is no comment from the ministry.
He had no idea.
She has no children.
He no longer lives there.
The killer, [34|age||aged 34], was jailed.
The killer fired [12|weapons||12 shots] shots.
Officers found [12|weapons|find|12 bullet casings found] bullet casings.
He was shot [12|count||12 times] times.
The victim was stabbed [14|count||14 times] times.
The [two|people||2 gunmen] gunmen, who shot a guard, escaped.
[Twelve|people||12 officers] officers arrested a man.
[Six|people||6 detectives] detectives questioned a suspect.
The [12|people||12 members]-member jury convicted him.
[Three|people||3 judges] judges sentenced the man.
The arrested men had [12|objects||12 passports] passports.
The dead man had [three|people||3 daughters] daughters.
The wounded officer served for [20|duration||20 years] years.
[Two|arrests|arrest|2 arrested] of the arrested men were armed.
The murdered woman owned [two|objects||2 shops] shops.
Some [300|people||about 300 firefighters] firefighters fought the blaze that killed a boy.
More than [200|people||over 200 rescuers] rescuers searched for the missing girl.
The [30|people||30 mourners] mourners wept for the dead boy.
[Twenty|people||20 doctors] doctors treated the wounded.
The minister killed [two|objects|kill|2 bills killed] bills in committee.
The strike hit [12|objects|hit|12 factories hit] factories.
The storm hit [12|objects|hit|12 villages hit] villages.
The firm shot [12|objects|shoot|12 films shot] films.
The hotel has [40|objects||40 rooms] rooms and [two|objects||2 restaurants] restaurants.
The team beat [three|people||3 rivals] rivals.
The company was hit by [two|objects||2 lawsuits] lawsuits.
The bomb was found by [three|people||3 hikers] hikers.
[Two|people||2 lawyers] lawyers for the accused said the men were innocent.
[Five|attendance|attend|5 attending] relatives of the dead attended.
[Three|people||3 brothers] brothers of the missing man gave blood.
Police shot a man who had killed [two|deaths|kill|2 killed] women.
The man who kidnapped [three|hostages|kidnap|3 kidnapped] girls was jailed.
The prison holds [900|people||900 inmates] inmates.
The jail was built for [300|people||300 inmates] inmates.
The ferry carries [400|people||400 passengers] passengers.
[Two|people|find|2 survivors found] survivors were found on the roof.
The trial lasted [12|duration||12 weeks] weeks and [90|people||90 witnesses] witnesses spoke.
[A thousand|objects||1,000 candles] candles were lit for the dead.
The vote killed the plan by [30|objects||30 votes] votes to [12|objects||12 votes].
She lost [two|objects|lose|2 games lost] games.
He has won [12|objects||12 races] races and lost [three|count|lose|3 lost].
Officials expect [4,000|people||4,000 visitors] visitors.
Doctors hope to treat [300|people|treat|300 patients treated|planned] patients.
The ship could carry [1,200|people||1,200 people|possible] people.
Up to [40|objects||up to 40 jobs|possible] jobs may go.
The mayor rejected claims that [300|displaced|displace|300 displaced|denied] people had been displaced.
The ministry dismissed reports that [12|arrests|capture|12 captured|denied] soldiers had been captured.
The group says it will free [12|hostages|free|12 freed|planned] hostages.
The bank intends to close [80|objects||80 branches|planned] branches.
The airline cancelled [120|objects|cancel|120 flights cancelled] flights.
The [two|objects||2 governments] governments signed [three|objects||3 accords] accords.
[Three|deaths|kill|3 killed] of them were killed.
[Two|deaths|die|2 dead] of whom died.
All [four|count|survive|4 survived] survived.
Both of the [two|people||2 boys] boys lived.
The other [seven|count|escape|7 escaped] escaped.
The remaining [12|count|free|12 freed] were freed.
At least [one|deaths|kill|at least 1 killed] person was killed.
More than [one|injuries|hurt|over 1 injured] person was hurt.
It was one of the worst storms in years.
Police, who arrested [30|arrests|arrest|30 arrested] people, used tear gas.
Police arrested [30|arrests|arrest|30 arrested] people on Monday and [12|arrests|arrest|12 arrested] on Tuesday.
[Thirty|arrests|arrest|30 arrested] people were arrested on Monday and [12|arrests|arrest|12 arrested] on Tuesday.
The blast injured [eight|injuries|injure|8 injured] people, [three|injuries|injure|3 injured] of them seriously.
The blast injured [eight|injuries|injure|8 injured] people, [three|injuries|injure|3 injured] critically.
Soldiers killed [14|deaths|kill|14 killed] rebels and captured [six|arrests|capture|6 captured].
Rebels attacked a convoy, killing [14|deaths|kill|14 killed] soldiers, wounding [20|injuries|wound|20 wounded] and capturing [six|arrests|capture|6 captured].
A mine exploded, wounding [two|injuries|wound|2 wounded] farmers.
The attack wounded at least [20|injuries|wound|at least 20 wounded] civilians, most of them women.
The mob killed as many as [30|deaths|kill|up to 30 killed] traders.
The army says it has killed [1,200|deaths|kill|1,200 killed] insurgents since May.
[Six|deaths|kill|6 killed] people, including [two|deaths|kill|2 killed] children, were killed when a lorry hit a bus.
[Six|deaths|kill|6 killed] people - [two|deaths|kill|2 killed] of them children - were killed.
[Four|arrests|arrest|4 arrested] men, aged [19 to 25|age||ages 19-25], were arrested.
[Four|charges|charge|4 charged] men from Leeds have been charged with theft.
[Four|charges|charge|4 charged] men, all from Leeds, were charged.
Of the [12|arrests|arrest|12 arrested] arrested, [three|count|release|3 released] were released.
The suspects, who are between [19 and 37|age||ages 19-37], deny the charges.
The twins, who are [nine|age||aged 9], live here.
The clash left [dozens|deaths|die|dozens dead] dead and [hundreds|injuries|wound|hundreds wounded] wounded.
About [a dozen|injuries|hurt|about 12 injured] people were hurt, [two|injuries|hurt|2 injured] of them badly.
Some [15,000|displaced|displace|about 15,000 displaced] refugees crossed the border.
The camp shelters [15,000|displaced|displace|15,000 displaced] refugees.
[Twelve|deaths|die|12 dead] Moroccan recruits died in Syria.
[Eleven|injuries|wound|11 wounded] U.S. soldiers were wounded.
[Seven|deaths|die|7 dead] Syrian and Iraqi soldiers died.
[SEVEN|deaths|kill|7 killed] SOLDIERS WERE KILLED AND [12|arrests|capture|12 captured] REBELS WERE CAPTURED.
GUERRILLAS KIDNAPPED [THREE|hostages|kidnap|3 kidnapped] ENGINEERS ON MONDAY.
POLICE SEIZED [12|weapons|seize|12 rifles seized] RIFLES AND [300|weapons|seize|300 rounds seized] ROUNDS.
THE [TWO|people|escape|2 gunmen escaped] GUNMEN WHO KILLED [FIVE|deaths|kill|5 killed] SAILORS ESCAPED.
The fire, which killed [three|deaths|kill|3 killed] people, started at noon.
The fire that killed [three|deaths|kill|3 killed] people started at noon.
A fire in which [three|deaths|kill|3 killed] people were killed started at noon.
[Three|people|rape|3 women raped] women who were raped spoke to the court.
The company recalled [40,000|objects||40,000 cars] cars.
Thieves took [$3 million|money||$3 million] in cash.
The charity raised [$40,000|money|raise|$40,000 raised].
The state spent [300 million|money|spend|300 million euros spent] euros.
The concert drew [12,000|people||12,000 fans] fans.
Turnout was [62|percent||62% turnout] per cent.
Some [62|percent||about 62% of adults] per cent of adults voted.
[A third|share||a third of the pupils] of the pupils were ill.
[Half|share||half of the workers] of the workers went home.
[Nine out of 10|share||nine out of 10 dentists] dentists agreed.
`)
}

func TestFiguresInSentences(t *testing.T) {
	meaningRows(t, `
The court convicted [12|convictions|convict|12 convicted] dealers on [30|objects||30 counts of fraud] counts of fraud.
The police chief said [six|injuries|wound|6 wounded] of his men had been wounded.
The explosion, which was heard [12|distance||12 miles] miles away, injured [15|injuries|injure|15 injured].
A sniper wounded [four|injuries|wound|4 wounded] marines on Tuesday.
[Four|injuries|wound|4 wounded] marines have been seriously wounded.
[Four|injuries|wound|4 wounded|possible] marines could be seriously wounded.
[Four|deaths|kill|4 killed|possible] marines might have been killed.
The blaze may have killed as many as [80|deaths|kill|up to 80 killed|possible] people.
The ministry denied reports that [20|people|trap|20 miners trapped|denied] miners were trapped.
[Twenty|people|trap|20 miners trapped] miners are trapped underground.
The navy rescued [45|people|rescue|45 migrants rescued] migrants and recovered [three|deaths|die|3 dead] bodies.
The navy says [45|people|rescue|45 migrants rescued] migrants were rescued.
Coastguards fear that [60|deaths|drown|60 dead] migrants have drowned.
At least [60|deaths|drown|at least 60 dead|possible] migrants are feared drowned.
[Sixty|deaths|drown|60 dead|possible] migrants are believed to have drowned.
[Sixty|missing|miss|60 missing] migrants were reported missing.
[Sixty|deaths|die|60 dead|possible] migrants were presumed dead.
[Three|people||3 workers] workers were pulled out alive.
A gas leak sent [40|injuries|hospitalise|40 in hospital] pupils to hospital.
[Forty|injuries|hospitalise|40 in hospital] pupils were admitted to hospital.
[Forty|people||40 pupils] pupils received treatment for burns.
The [five|injuries|injure|5 injured] injured pupils were flown home.
[Five|injuries|injure|5 injured] injured pupils were flown home.
The [seven|hostages|kidnap|7 kidnapped] kidnapped tourists are safe.
The [seven|missing|miss|7 missing] missing tourists are safe.
The [12|deaths|die|12 dead] dead civilians were buried.
The [30|arrests|release|30 released] arrested students were released.
[Thirty|arrests|release|30 released] arrested students were released.
The [12|deaths|murder|12 killed] murdered nuns came from Spain.
A train hit a van, and [six|deaths|die|6 dead] people died.
A train hit a van; [six|deaths|die|6 dead] people died.
A train hit a van and [six|deaths|die|6 dead] people died.
When a train hit a van, [six|deaths|die|6 dead] people died.
[Six|deaths|die|6 dead] people died when a train hit a van.
After the quake, [12|objects||12 villages] villages were without water.
In 2010, [six|deaths|die|6 dead] people died.
In the attack [12|injuries|hurt|12 injured] people were hurt.
On Monday [two|injuries|hurt|2 injured] people were hurt.
In clashes between [200|people||200 rebels] rebels and [300|people||300 soldiers] soldiers, [five|deaths|kill|5 killed] were killed.
The [200|people||200 rebels] rebels attacked a post and killed [five|deaths|kill|5 killed].
[Two hundred|people||200 rebels] rebels attacked a post, killing [five|deaths|kill|5 killed] guards.
A group of [40|people||40 rebels] rebels killed [five|deaths|kill|5 killed] guards.
A group of [40|arrests|capture|40 captured] rebels was captured.
[Eight|arrests|capture|8 captured] of the [40|people||40 rebels] rebels were captured.
[Eight|arrests|capture|8 captured] of the rebels were captured.
Some of the [40|people||40 rebels] rebels were captured.
The bodies of [three|deaths|die|3 dead] girls were found in a well.
[Three|deaths|die|3 dead] bodies were found in a well.
The government bodies of [three|objects||3 countries] countries met.
Police found the bodies of [two|deaths|die|2 dead] men.
Doctors removed [two|weapons||2 bullets] bullets.
Surgeons treated [12|objects|treat|12 wounds treated] wounds.
Police recovered [12|weapons|recover|12 pistols recovered] pistols from the [14|arrests|arrest|14 arrested] men arrested.
The [14|arrests|arrest|14 arrested] men arrested on Friday were freed.
[Two|arrests|arrest|2 arrested] of those arrested are brothers.
[Three|deaths|kill|3 killed] of those killed were children.
[Two|deaths|die|2 dead] of the wounded died.
[Two|deaths|die|2 dead] of the [30|injuries|wound|30 wounded] wounded died.
[Fourteen|people||14 victims] of the victims were women.
The gunman killed [12|deaths|kill|12 killed] people before he was shot dead.
The gunman wounded [12|injuries|wound|12 wounded] people, then shot himself.
The driver and [12|deaths|kill|12 killed] passengers were killed.
The driver, [12|deaths|kill|12 killed] passengers and a guard were killed.
A judge, [two|injuries|hurt|2 injured] clerks and [three|injuries|hurt|3 injured] guards were hurt.
Troops shot a judge, [two|injuries|shoot|2 shot] clerks and [three|injuries|shoot|3 shot] guards.
The kidnapping of [two|hostages|kidnap|2 kidnapped] priests and [three|hostages|kidnap|3 kidnapped] nuns was condemned.
The arrest of [12|arrests|arrest|12 arrested] students led to riots.
The release of [12|hostages|release|12 released] hostages was announced.
They demanded the release of [12|people|release|12 prisoners released] prisoners.
The evacuation of [3,000|displaced|evacuate|3,000 evacuated] residents began.
An accident in the mine claimed [12|deaths|die|12 dead] lives.
A crash killed the pilot and injured [12|injuries|injure|12 injured] of the passengers.
Nearly [half|share||nearly half of the 300 pupils] of the [300|people||300 pupils] pupils fell ill.
[Three in four|share||three in four pupils] pupils fell ill.
Some [4,500|arrests|detain|about 4,500 detained] demonstrators were detained in one day.
More than [20|injuries|hurt|over 20 injured] officers were hurt, [four|injuries|hurt|4 injured] seriously.
The protest drew [20,000|people||20,000 people] people.
About [20,000|attendance|take part|about 20,000 taking part] people took part in the march.
About [20,000|attendance|take to the streets|about 20,000 protesting] people took to the streets.
About [20,000|attendance|turn out|about 20,000 attending] people turned out for the parade.
The stadium holds [60,000|people||60,000 spectators] spectators.
The party won [40|objects||40 seats] of the [100|objects||100 seats] seats.
The parliament has [300|people||300 members] members, [40|people||40 women] of them women.
A jury of [nine|people||9 women] women and [three|people||3 men] men found him guilty.
Each of the [three|people||3 brothers] brothers got [12|duration||12 years] years.
He faces [14|objects||14 charges] charges.
He faces up to [20|duration||up to 20 years] years in prison.
[Two|charges|charge|2 charged] teenagers face charges of arson.
A [19|age||aged 19]-year-old faces [two|objects||2 counts of assault] counts of assault.
The army lost [40|weapons|lose|40 tanks lost] tanks and [12|objects|lose|12 aircraft lost] aircraft.
The army destroyed [40|weapons|destroy|40 tanks destroyed] tanks.
[Forty|weapons|destroy|40 tanks destroyed] tanks were destroyed and [12|objects|damage|12 aircraft damaged] aircraft damaged.
The flood swept away [14|objects||14 bridges] bridges.
[Fourteen|objects||14 bridges] bridges collapsed.
Vandals wrecked [30|objects|wreck|30 cars wrecked] cars.
They burned [30|objects|burn|30 houses burned] houses.
[Thirty|objects|burn|30 houses burned] houses were burned.
[Thirty|objects|gut|30 houses gutted] houses were gutted by the fire.
Customs seized [40|mass|seize|40 kilos of heroin seized] kilos of heroin.
Customs seized [40|mass|seize|40 kilos of heroin seized] kilos of heroin and [12|weapons|seize|12 guns seized] guns.
The haul included [12|weapons||12 guns] guns, [40|weapons||40 grenades] grenades and [3,000|weapons||3,000 bullets] bullets.
Officers discovered [14|weapons|discover|14 grenades discovered] grenades and a rocket launcher.
Farmers lost [3,000|objects|lose|3,000 sheep lost] sheep.
Some [3,000|objects|lose|about 3,000 sheep lost] sheep were lost.
The zoo has [12|objects||12 lions] lions.
The airline employs [4,000|people|employ|4,000 people employed] people and flies to [60|objects||60 cities] cities.
The airline hired [300|people|hire|300 pilots hired] pilots.
The airline will hire [300|people|hire|300 pilots hired|planned] pilots.
The airline wants to hire [300|people|hire|300 pilots hired|planned] pilots.
The airline did not hire [300|people|hire|300 pilots hired|denied] pilots.
The airline never hired [300|people|hire|300 pilots hired|denied] pilots.
If the airline hires [300|people|hire|300 pilots hired|possible] pilots, fares will rise.
The union says [300|people|sack|300 pilots sacked] pilots were sacked.
The union said that [300|people|sack|300 pilots sacked] pilots had been sacked and [40|count||40] suspended.
[Not one|injuries|hurt|0 injured] person was hurt.
[No|injuries|hurt|0 injured] people were hurt.
[None|injuries|hurt|0 injured] were hurt.
[None|injuries|hurt|0 injured] of the passengers was hurt.
There were [no|deaths|die|0 dead] deaths.
There are no survivors.
No shots were fired.
No survivors were found.
He was [twice|count||twice] convicted of theft.
The injured guard is [one|people||1 brother] of [three|people||3 brothers] brothers.
The player can hold [500|objects||500 songs|possible] songs.
No ministers were held accountable.
[Three|injuries|wound|3 wounded] soldiers of the [30|count||30] were wounded.
Doctors say [12|deaths|die|12 dead] of the [30|people||30 patients] patients have died.
It was the [third|rank||third attack] attack this year to kill [12|deaths|kill|12 killed] people.
The bomb was [one|count||1] of [two|count||2] that killed [12|deaths|kill|12 killed] people.
A man with [two|weapons||2 rifles] rifles killed [12|deaths|kill|12 killed] people.
A man armed with [two|weapons||2 rifles] rifles was arrested.
The men, who had [12|weapons||12 rifles] rifles, were arrested.
Officials said [two|arrests|arrest|2 arrested] suspects, who were not named, had been arrested.
Of the [300|people||300 passengers] passengers, [12|injuries|hurt|12 injured] were hurt.
Some [20|injuries|hurt|about 20 injured] of the [300|people||300 passengers] passengers were hurt.
The [20|injuries|hurt|20 injured] passengers hurt in the crash are stable.
[Twenty|injuries|hurt|20 injured] passengers hurt in the crash went home.
Between [19 and 37|injuries|hurt|19-37 injured] people were hurt.
From [10 to 15|injuries|hurt|10-15 injured] people were hurt.
[Two or three|injuries|hurt|2-3 injured] people were hurt.
Fewer than [20|injuries|hurt|under 20 injured] people were hurt.
Nearly [500|injuries|hurt|nearly 500 injured] people were hurt.
Exactly [14|injuries|hurt|14 injured] people were hurt.
Only [four|injuries|hurt|4 injured] people were hurt.
Just [four|injuries|hurt|4 injured] people were hurt.
[Fourteen|injuries|hurt|at least 14 injured] or more people were hurt.
`)
}

func TestFoundInAState(t *testing.T) {
	runTable(t, []row{
		{"Police identified the [three] found dead as brothers.", []string{"deaths; 3; predicate=die"}},
		{"The [three] found dead in the house were brothers.", []string{"deaths; 3"}},
		{"The [two] found wounded by the road were soldiers.", []string{"injuries; 2"}},
		{"[Six] villagers found alive were flown out.", []string{"people; 6; predicate="}},
		{"[Two] men found guilty of theft were fined.", []string{"convictions; 2; predicate=convict"}},
		{"The [two] found a boat.", []string{"count; 2; predicate="}},
		{"The murder on the evening of 3 March of [six] farmers was condemned.", []string{"deaths; 6; predicate=kill"}},
		{"The arrest on the morning of Sunday of [12] men angered them.", []string{"arrests; 12"}},
		{"The meeting on the evening of 3 March of [six] farmers was long.", []string{"people; 6; predicate="}},
	})
}
