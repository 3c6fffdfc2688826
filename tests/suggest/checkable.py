"""Invented sentences, each with a reader's word on whether it says something that could be looked up: ``+`` yes, ``-`` no.

A plain fact about the past or the present is one, whoever says it; a prediction, a promise, a judgement, a question and what only the
speaker can know are none. The weights were set while looking at :data:`SEEN`; :data:`HELD_OUT` was written before them, to measure.
"""

from __future__ import annotations

SEEN = """
+ The harbour handled 41,000 containers last year, the most since 1998.
+ Unemployment in Saltmere fell to 4.2 per cent in March.
+ The ferry company paid $3.5 million in fines after the spill.
- We should all be ashamed of how this was handled.
+ According to the Tide Office, the wall is two metres higher than the old one.
- Why did nobody stop the ship?
+ Lira Venn said the council had cut the budget by a third.
- I think it was a beautiful ceremony.
+ The bridge closed because salt had eaten through its cables.
- The new line will open next spring.
+ More than half of the pilots have left the guild since the strike.
- You have to see it to believe it.
+ Hask Rook, the harbour master, told reporters that no alarm was raised.
- Thank you all for coming tonight!
+ Saltmere is the largest port in the province.
- It feels wrong, and everyone knows it.
+ The vaccine reduces the risk of infection by 60 per cent, the study found.
- My mother always told me to read the small print.
+ Culver Bank was founded in 1871 by three rope makers.
- Perhaps that is how things have to be.
+ Nine ships sank between 2011 and 2015.
- Let us hope that wiser heads prevail.
+ Wages have risen twice as fast as prices.
- He may well run again.
+ The inspector was arrested on Friday in Hollowick.
- What a ridiculous idea.
+ The ministry confirmed that the report was never sent to parliament.
- I am so happy to be back in Ostrow.
+ About 300 people were evacuated, police said.
- Nobody likes to be told what to do.
+ Crime has doubled in the lower town since the lamps were removed.
- We will fight this with everything we have.
+ The law bans the sale of lead paint.
- Here is what to know.
+ She was elected mayor in 2019 with 53 per cent of the vote.
- It could take years.
- Please leave your coats at the door.
+ The drug was approved in forty countries.
- That is the saddest thing about it.
+ The company dismissed all of its safety engineers in May.
"""

HELD_OUT = """
+ The regional hospital treated 1,200 patients for heatstroke in July.
- It was a long evening, and the mood was grim.
+ Edda Birch resigned from the board on Monday after eleven years.
- Nothing could have prepared us for this.
+ The tunnel is 14 kilometres long and took six years to build.
- Who pays for all of that?
+ Farmers received €2.4 billion in subsidies, according to the audit office.
- That strikes me as deeply unfair.
+ Ashcombe has fewer doctors per head than any other town in the region.
- The minister will probably announce a new plan in the autumn.
+ The dam burst because its gates had not been serviced since 1994.
- There are no easy answers here.
+ Turnout dropped to 38 per cent, the lowest in the history of the republic.
- We love this city and the people in it.
+ Corin Dell told the court that he had never met the two witnesses.
- Think about that for a moment.
+ The factory emits as much carbon as 40,000 cars.
- Honestly, I could not care less.
+ Two of the four engines failed within a minute of each other.
- If the rain holds off, the concert may go ahead.
+ Gale Motors recalled 87,000 vans over a faulty brake line.
- My feeling is that the worst is behind us.
+ Exports to the islands have tripled since the treaty was signed.
- He is a wonderful teacher and a better friend.
+ The poll of 1,043 adults was conducted by Fernby Research in May.
- Good morning, everybody.
+ Smoking causes nine in ten cases of lung cancer.
- Surely there must be another way.
+ The senator voted against the bill in 2017 and again in 2021.
- I promise that no one will lose a job over this.
+ Wenna Thorn is the first woman to lead the pilots' guild.
- This is about trust.
+ Rents in the old town rose by 12 per cent last year, the tenants' union said.
- Some will call that progress.
+ The court found that the agency had destroyed thousands of letters.
- How long can this go on?
+ Most of the money went to a firm owned by the mayor's brother.
- I still remember the smell of the kitchen.
+ The virus was first detected in a market in Grayling.
- The market might recover by the end of the decade.
+ The airline cancelled 214 flights on Saturday.
- Come and see us at the fair this weekend!
+ Fishing has been banned in the bay since the oil spill.
- Let's be clear about one thing.
+ Teachers in Windle earn less than bus drivers, the union reported.
- It would be a terrible mistake.
+ Police arrested four men in connection with the fire.
- For many, the wait was the hardest part.
+ The island has no airport, no railway and only one road.
- You can't make this up.
+ Mr. Heath owns 11 per cent of the shares.
- Everyone deserves a second chance.
+ A spokesman for the ministry denied that the files were lost.
- So where does that leave the party?
+ The lake lost a quarter of its water between 2000 and 2020.
- I wish them all the best.
+ Ivo Crane, who chairs the committee, has never held a driving licence.
- Expect delays throughout the day.
+ The treaty forbids both states to build new reactors.
- In my opinion the film is far too long.
+ The museum's collection includes three forged paintings.
- Maybe they are right.
+ The school closed in 2009 and was sold to a brewery.
- What matters now is what comes next.
"""


def labelled(lines: str) -> list[tuple[str, bool]]:
    """The sentences, and of each whether it can be looked up."""
    return [(line[2:], line.startswith("+")) for line in lines.split("\n") if line]
