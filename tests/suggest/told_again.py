"""Invented articles: what posts say, sentences that tell one of them again in other words, and sentences that tell none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """``posts`` are (author, words); ``again`` the sentences that tell a post (by its number) again; ``other`` those that tell none."""

    posts: tuple[tuple[str, str], ...]
    again: tuple[tuple[int, str], ...]
    other: tuple[str, ...]


ARTICLES = (
    Told(
        (
            ("Mia Berg", "Our harbour reopens on Monday! After two years of dredging there is room for 40 ships at once."),
            ("Tom Halder", "I have counted the gulls at the pier every morning since March: 312 in spring, 41 today."),
            ("Port Union", "Nobody asked the dock workers. We will strike from Thursday until the night shifts are paid."),
            ("Ines Roth", "The ferry to Sandey is cancelled until further notice because of the fog."),
        ),
        (
            (0, "The harbour will open again on Monday, with space for forty ships, the mayor said."),
            (1, "A birdwatcher reported that the number of gulls at the pier had dropped from 312 in spring to 41."),
            (2, "The dock workers’ union announced a strike from Thursday over unpaid night shifts."),
            (3, "Because of fog, ferries to Sandey have been cancelled indefinitely, according to Ines Roth."),
        ),
        ("The town council meets every second Wednesday in the old mill.", "Fish prices have been stable for years."),
    ),
    Told(
        (
            ("Dr. Lena Vogt", "Our trial is out: the new vaccine cut hospital stays by 62 percent among people over 70."),
            (
                "Health Watch",
                "Sixty-two percent sounds great, but only 800 people took part. Far too few to say anything about rare effects.",
            ),
            ("Karl Brandt", "Got my shot this morning, sore arm, otherwise fine. Thanks to the nurses at the Elm Street clinic!"),
            ("Ministry of Health", "The vaccine will be free for everyone over 60 from 1 October."),
        ),
        (
            (0, "Vogt said the trial showed that hospital stays of patients older than 70 fell by 62% after vaccination."),
            (1, "Critics point out that the trial had just 800 participants, too few to find rare side effects."),
            (2, "One man praised the nurses of the clinic on Elm Street and complained of nothing but a sore arm."),
            (3, "From October on, everyone aged over 60 can get the vaccine free of charge, the ministry wrote."),
        ),
        ("The company was founded in a garage in 1998.", "Its shares closed unchanged on Friday."),
    ),
    Told(
        (
            ("Alan Pike", "I resigned as treasurer today. The books of the club do not add up and nobody wants to hear it."),
            ("FC Northmoor", "Alan Pike's accusations are baseless. An independent auditor checked our accounts in May and found nothing."),
            ("Rita Okoye", "As a sponsor we want answers. We are freezing our payments to Northmoor until the accounts are published."),
            ("Fan Bloc 7", "Whatever happens to the board, we will sing on Saturday. See you at the north stand."),
        ),
        (
            (0, "Pike stepped down as the club’s treasurer, claiming that its books did not add up."),
            (1, "The club called the accusations baseless and pointed to an independent audit of its accounts in May."),
            (2, "A sponsor froze its payments until the club publishes its accounts."),
            (3, "Supporters promised to sing at the north stand on Saturday in spite of the trouble with the board."),
        ),
        ("The stadium was built in 1926 and holds 12,000 spectators.", "Rain is expected over the weekend."),
    ),
    Told(
        (
            ("Jo Tanaka", "Our model reads lips with 94% accuracy in noisy rooms. Weights and code are public as of today."),
            ("Privacy Desk", "A lip-reading model for everyone is a gift to every stalker with a telephoto lens. Regulators must act."),
            ("Sam Reyes", "I am deaf and I have waited for this for twenty years. I cried when the captions appeared."),
            ("Nadia Holm", "We could not reproduce the 94% figure: on our own recordings the model got 71% right."),
        ),
        (
            (0, "Tanaka’s team published code and weights of a model that it says reads lips in noise with an accuracy of 94 percent."),
            (1, "Privacy advocates called on regulators to act, warning that stalkers could use lip-reading models."),
            (2, "A deaf user wrote that after twenty years of waiting the captions had made him cry."),
            (3, "Other researchers failed to reproduce the result and measured 71 percent on recordings of their own."),
        ),
        ("The laboratory employs thirty people in Osaka.", "Speech recognition is used in most phones today."),
    ),
    Told(
        (
            ("Governor Hale", "I will sign no budget that raises the fuel tax. Families in our state pay enough."),
            ("Sen. Ortiz", "Without the fuel tax there will be no money to repair 600 bridges. The governor knows that."),
            ("Truckers United", "Diesel went up 30 cents in one month. If the tax comes too we will block the capitol."),
            ("Green Roads", "Raise the tax, fund the buses: every bus takes fifty cars off the road."),
        ),
        (
            (0, "Hale vowed not to sign a budget with a higher fuel tax."),
            (1, "According to Ortiz, six hundred bridges could not be repaired without revenue from the tax."),
            (2, "The truckers threatened to block the capitol, as diesel had already risen by 30 cents within a month."),
            (3, "Environmentalists want the tax to fund buses, each of which would replace fifty cars."),
        ),
        ("The governor was elected two years ago with a narrow majority.", "The next session begins in January."),
    ),
    Told(
        (
            ("Elif Kaya", "The glacier lost nine metres of ice this summer. I have measured it since 2003 and never saw anything like it."),
            ("Alpine Club", "The Ridge hut stays closed this season: the ground under it is thawing and the walls are cracking."),
            ("Skilift Sonnegg", "Season opening on 28 November! We made snow all week and 14 kilometres of slopes are ready."),
            ("Urs Meili", "They spray snow while the village wells run dry. We had water only two hours a day in August."),
        ),
        (
            (0, "Kaya measured a loss of nine metres of ice on the glacier, the most since 2003."),
            (1, "The Alpine Club keeps the Ridge hut shut, since its walls crack on thawing ground."),
            (2, "With 14 km of slopes under artificial snow, the ski lifts start their season on 28 November."),
            (3, "A villager complained that in August the wells had given water for just two hours a day."),
        ),
        ("Most visitors come from the cities of the plain.", "The cable car was renovated in 2015."),
    ),
    Told(
        (
            ("Bella Cruz", "Our bakery has to close after 88 years. The rent doubled overnight and the landlord did not even call."),
            ("City Living AG", "We offered the bakery a new lease at market rates in January and never received an answer."),
            ("Markus Thiel", "I proposed to my wife in that bakery. Petition started, 5,000 signatures in one day!"),
            ("Council Member Yu", "I am drafting a rent cap for shops that have been in one place for more than fifty years."),
        ),
        (
            (0, "After 88 years the bakery is closing because its rent was doubled, its owner Bella Cruz wrote."),
            (1, "The landlord says that it offered a new lease in January and got no answer."),
            (2, "A customer’s petition gathered five thousand signatures within a day."),
            (3, "Yu wants a rent cap for shops that have stood in the same place for over 50 years."),
        ),
        ("Bread has been baked in the region since Roman times.", "The street is lined with plane trees."),
    ),
    Told(
        (
            (
                "Airline Nord",
                "Due to a software fault we have grounded all 23 jets of type C4. Passengers will be rebooked free of charge.",
            ),
            ("Pilot Gus", "We reported the autopilot glitch in February. Management told us to switch it off and on again."),
            ("Hanna Weiss", "Stranded in Oslo with three kids and no hotel. The hotline has been busy for six hours."),
            ("Aviation Authority", "There is no danger to the public. An inspection of the C4 fleet will be finished by Friday."),
        ),
        (
            (0, "The airline grounded its 23 C4 jets because of a fault in their software and rebooks passengers for free."),
            (1, "Pilots had reported a glitch of the autopilot to the management as early as February, one of them wrote."),
            (2, "A mother of three was stranded in Oslo without a hotel and could not get through to the hotline for six hours."),
            (3, "The authority sees no danger and intends to finish inspecting the fleet by Friday."),
        ),
        ("The airport has two runways and a railway station.", "Summer is the busiest season of the year."),
    ),
    Told(
        (
            ("Petra Lang", "Die Brücke bleibt bis Dezember gesperrt. Die Risse sind tiefer als gedacht, 14 Träger müssen ersetzt werden."),
            ("Stadtwerke", "Ab Montag fahren die Busse der Linie 5 alle zehn Minuten über die Nordstraße."),
            ("Jan Kühn", "Mein Laden hat seit der Sperrung 60 Prozent weniger Kunden. Hilfe vom Rathaus: keine."),
        ),
        (
            (0, "Laut Lang müssen wegen tiefer Risse 14 Träger ersetzt werden, gesperrt ist die Brücke bis Dezember."),
            (1, "Die Linie 5 fährt ab Montag im Zehn-Minuten-Takt über die Nordstraße, teilten die Stadtwerke mit."),
            (2, "Ein Händler klagt, er habe seit der Sperrung 60 Prozent weniger Kunden und bekomme keine Hilfe."),
        ),
        ("Die Stadt liegt an zwei Flüssen.",),
    ),
    Told(
        (
            ("Zoo Eastfield", "Our elephant Tembo turned 50 today and got a cake of hay, carrots and two hundred apples."),
            ("Free Paws", "Fifty years in a concrete pen is nothing to celebrate. Send Tembo to the sanctuary in Kentley."),
            ("Vet Ana Silva", "Moving an elephant of that age could kill him. His heart would not stand the journey."),
            ("Little Oskar's mum", "Oskar fed Tembo an apple through the fence and has not stopped talking about it."),
        ),
        (
            (0, "For his fiftieth birthday the elephant was given a cake made of hay and carrots with 200 apples."),
            (1, "Activists demand that Tembo be sent to a sanctuary in Kentley, instead of celebrating fifty years in concrete."),
            (2, "A vet warned that the journey could kill an elephant with such an old heart."),
            (3, "A boy was allowed to feed the elephant an apple through the fence, his mother wrote."),
        ),
        ("The zoo opened its gates in 1911.", "Tickets can be bought at the main entrance."),
    ),
)
