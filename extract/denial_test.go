package extract

import "testing"

// What stands over a clause denies it, or leaves it open.
func TestDenials(t *testing.T) {
	runTable(t, []row{
		{"The ministry denied in a statement on its channel that [41] people had been killed in the raid.", []string{"deaths; 41; modality=denied"}},
		{"The ministry denied, in a statement on its channel, that [41] people had been killed in the raid.", []string{"deaths; 41; modality=denied"}},
		{"The ministry denied on Tuesday, in a statement issued through its channel, that [41] people had been killed in the raid.", []string{"deaths; 41; modality=denied"}},
		{"No evidence that [41] people were killed has been found.", []string{"deaths; 41; modality=denied"}},
		{"There is no evidence that [41] people were killed.", []string{"deaths; 41; modality=denied"}},
		{"There was no credible evidence of [41] deaths.", []string{"deaths; 41; modality=denied"}},
		{"The spokesman did not say that [41] people were killed.", []string{"deaths; 41; modality=denied"}},
		{"The army said reports that [41] people were killed were false.", []string{"deaths; 41; modality=denied"}},
		{"Reports that [41] people had died were untrue, the ministry said.", []string{"deaths; 41; modality=denied"}},
		{"The claim that [12] ships were sunk is false.", []string{"objects; 12; modality=denied"}},
		{"Officials dismissed as false reports of [41] deaths.", []string{"deaths; 41; modality=denied"}},
		{"Officials dismissed reports that [41] people had died as baseless.", []string{"deaths; 41; modality=denied"}},
		{"He falsely claimed that [41] people had died.", []string{"deaths; 41; modality=denied"}},
		{"False reports of [41] deaths spread online.", []string{"deaths; 41; modality=denied"}},
		{"It is not true that [41] people had died.", []string{"deaths; 41; modality=denied"}},
		{"It is not the case that [200] people were arrested.", []string{"arrests; 200; modality=denied"}},
		{"Nobody said that [41] people were killed.", []string{"deaths; 41; modality=denied"}},
		{"No one has claimed that [41] people were killed.", []string{"deaths; 41; modality=denied"}},
		{"There were no reports of [41] deaths.", []string{"deaths; 41; modality=denied"}},
		{"Police denied [41] people had been held.", []string{"arrests; 41; modality=denied"}},
		{"Officials rejected suggestions that up to [300] people had drowned.", []string{"deaths; ; modality=denied"}},
		{"The police did not find [12] guns.", []string{"weapons; 12; modality=denied"}},
		{"The police did not find that [12] guns were missing.", []string{"weapons; 12; modality=denied"}},

		{"The army has not confirmed that [41] people were killed.", []string{"deaths; 41; modality=possible"}},
		{"The army could not say that [41] people were killed.", []string{"deaths; 41; modality=possible"}},
		{"There was no confirmation that [41] people had been killed.", []string{"deaths; 41; modality=possible"}},
	})
}

func TestHalfDenials(t *testing.T) {
	runTable(t, []row{
		{"The minister refused to confirm that [40] soldiers had died.", []string{"deaths; 40; modality=possible"}},
		{"The minister agreed to confirm that [40] soldiers had died.", []string{"deaths; 40; modality=asserted"}},
		{"There was no indication that the [12] fires were linked.", []string{"objects; 12; modality=asserted"}},
		{"There was no indication that [12] fires were linked.", []string{"objects; 12; modality=denied"}},
		{"Officials would not say whether [12] people had died.", []string{"deaths; 12; modality=possible"}},
	})
}

// What is near a word of denying is not what it denies.
func TestNoDenials(t *testing.T) {
	runTable(t, []row{
		{"The ministry denied that, and said [41] people had been killed.", []string{"deaths; 41; modality=asserted"}},
		{"The ministry denied that but said [41] people had been killed.", []string{"deaths; 41; modality=asserted"}},
		{"He did not say how the [41] people were killed.", []string{"deaths; 41; modality=asserted"}},
		{"He did not say who killed the [41] people.", []string{"deaths; 41; modality=asserted"}},
		{"He did not know that [41] people had been killed.", []string{"deaths; 41; modality=asserted"}},
		{"He did not mention that [41] people had been killed.", []string{"deaths; 41; modality=asserted"}},
		{"Police have no evidence against the [41] people arrested.", []string{"arrests; 41; modality=asserted"}},
		{"Police found no evidence in the flat of the [41] people arrested.", []string{"arrests; 41; modality=asserted"}},
		{"The minister denied [12] charges of fraud.", []string{"objects; 12; modality=asserted"}},
		{"The court rejected [12] appeals.", []string{"objects; 12; modality=asserted"}},
		{"The firm dismissed [40] workers.", []string{"people; 40; modality=asserted"}},
		{"The army confirmed that [41] people were killed.", []string{"deaths; 41; modality=asserted"}},
		{"Reports that [41] people were killed were true.", []string{"deaths; 41; modality=asserted"}},
		{"Reports that [41] people were killed caused anger in the capital.", []string{"deaths; 41; modality=asserted"}},
		{"He denied the raid that killed [41] people.", []string{"deaths; 41; modality=asserted"}},
		{"He denied any part in the raid that killed [41] people.", []string{"deaths; 41; modality=asserted"}},
		{"He said that the reports were false and that [41] people had died.", []string{"deaths; 41; modality=asserted"}},
		{"The man denied lying and was jailed for [12] years.", []string{"duration; 12; modality=asserted"}},
		{"The army denied the reports and said that [41] people had died.", []string{"deaths; 41; modality=asserted"}},
		{"A wrong turn by the driver killed [12] people.", []string{"deaths; 12; modality=asserted"}},
		{"He did not say that, but [41] people were killed.", []string{"deaths; 41; modality=asserted"}},
		{"The firm did not show [12] films.", []string{"objects; 12; modality=asserted"}},
	})
}
