package extract

import "testing"

func TestChanges(t *testing.T) {
	meaningRows(t, `
Prices rose [3|objects||3 points|by/up] points to [42|objects||42 points|to/up].
Profit rose [12%|percent||12% rise in profit|by/up] to [$3 million|money||$3 million|to/up].
Unemployment fell to [4.2%|percent||4.2% unemployment|to/down] from [4.5%|percent||4.5% unemployment|from/down].
Unemployment fell from [4.5%|percent||4.5% unemployment|from/down] to [4.2%|percent||4.2% unemployment|to/down].
Sales were up [20%|percent||20% rise in sales|by/up].
Sales were up [20%|percent||20% rise in sales|by/up] from [440|objects||440 units|from/up] units.
Shares fell by [3|objects||3 points|by/down] points to [42|objects||42 points|to/down].
The index edged down [0.3%|percent||0.3% fall in the index|by/down].
The index closed up [1.2%|percent||1.2% rise in the index|by/up].
The death toll rose to [41|deaths|die|41 dead|to/up].
The population grew from [3 million|count||3 million|from/up] to [5 million|count||5 million|to/up].
The rate dropped [two|percentage_points||2 percentage points|by/down] percentage points.
Exports increased by [7|percent||7% rise in exports|by/up] per cent.
Output declined [9%|percent||9% fall in output|by/down].
Turnover [doubled|multiple||doubled] to [$40 million|money||$40 million|to/up].
The shares gained [4%|percent||4% rise in the shares|by/up].
The shares lost [4%|percent||4% of their value|by/down] of their value.
The shares stood [3%|percent||3% rise in the shares|by/up] higher.
He made up [20%|percent||20% of the gap] of the gap.
The team scored [3|objects||3 goals] goals.
The committee has [12|people||12 members] members, up from [nine|people||9 members|from/up].
The dollar slipped to [104|money||104 yen|to/down] yen.
A [5%|percent||5% fall] fall followed.
Wages are [12%|percent||12% higher] higher than in 2010.
The index lost [162|objects|lose|162 points lost|by/down] points, or [2%|percent||2% fall in the index|by/down].
Jobs grew by [1,200|count||1,200|by/up] or [3|percent||3% rise in jobs|by/up] per cent.
She lost [12|mass|lose|12 kilos lost|by/down] kilos.
The firm lost [$3 million|money|lose|$3 million lost].
The army lost [12|people|lose|12 men lost] men.
The temperature fell [5|measure||5 degrees|by/down] degrees.
Shares ended [3%|percent||3% fall in shares|by/down] down.
It blew up [two|objects||2 bridges] bridges.
They set up [12|objects||12 schools] schools.
The fee rose from [$10|money||$10|from/up] to [$15|money||$15|to/up].
Attendance rose by [a third|share||a third|by/up].
The lake shrank from [300|area||300 square miles|from/down] to [200|area||200 square miles|to/down] square miles.
The number of arrests fell to [40|arrests|arrest|40 arrested|to/down].
The rate is up to [12%|percent||up to 12% rate].
They go to [12|objects||12 schools] schools.
He ran from [12|people||12 men] men.
The Nikkei was +[0.2%|percent||0.2%|by/up].
The Nikkei was [-0.4%|percent||-0.4%|by/down].
`)
}
