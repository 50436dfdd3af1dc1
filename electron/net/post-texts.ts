/** What a writer has to say, before it is numbered. */
type Text = readonly [title: string, body: string];

/** Ten writers, ten texts each. A writer's place in this list is their `userId`, less one. */
export const WRITERS: readonly (readonly Text[])[] = [
  // 1: a cook
  [
    [
      "The soup does not need you",
      "A stock simmers for six hours and asks for my hands during nine minutes of them. The first thing a kitchen teaches is to walk away from the pot.",
    ],
    [
      "Four burners, one cook",
      "People ask how I cook four dishes at the same time. I do not: I cook one dish for twenty seconds, then another, and none of them notices that I was gone.",
    ],
    [
      "Never stare at the oven",
      "Watching a cake rise blocks the whole counter. Set the timer, peel the apples, and let the bell call you back.",
    ],
    [
      "The ticket rail",
      "Orders hang in the sequence in which they came. When a waiter moves his table to the front as a favour, everyone behind it pays, and nobody knows whom to thank.",
    ],
    [
      "Table nine has left",
      "The guests at table nine went home before their fish was served. Nobody told the grill, so it finished a perfect turbot for an empty chair.",
    ],
    [
      "Clean as you leave",
      "If you are called off a station, you may go at once, but the knife goes back and the board is wiped. A cook who drops everything where it lies has not stopped working; he has handed the work to somebody else.",
    ],
    [
      "What the dishwasher knows",
      "The whole evening moves at the pace of clean plates. Hire a third cook and you will only have more food waiting for something to lie on.",
    ],
    [
      "Mise en place",
      "At four the kitchen looks idle: everything is cut, weighed and lined up, and nobody is cooking. At eight you see what that quiet hour was for.",
    ],
    [
      "Dough keeps its own clock",
      "You can ask bread to hurry, and it will answer tomorrow with a sour face. Some waiting cannot be shortened, only filled with something else.",
    ],
    [
      "Two hands, please",
      "One person can carry the big pot alone and spill it, or ask and wait four seconds. In thirty years I have never regretted the four seconds.",
    ],
  ],
  // 2: a signaller on the railway
  [
    [
      "One line, two trains",
      "On a single track, only the driver who holds the brass staff may enter. It is the oldest lock I know, and it hangs on a hook.",
    ],
    [
      "The express that waited for everybody",
      "They held the fast train two minutes so that a late one could connect, and by evening forty trains were late. A kindness has a queue behind it too.",
    ],
    [
      "A red signal is not an insult",
      "New drivers take a stop as a comment on their driving. It only says that somebody else is on the piece of world you wanted.",
    ],
    [
      "The timetable is a promise",
      "Leaving early is worse than leaving late. The passenger on the stairs can forgive a delay, but not the sight of your tail lamps before the hour.",
    ],
    [
      "Points frozen",
      "At minus twenty the points would not move, and every train in the valley waited for one man with a burner. We had three lines and called them independent.",
    ],
    [
      "Shunting at night",
      "Wagons are sorted by letting them roll, one after the other, each on its own path. You push once, set the points, and trust the hill.",
    ],
    [
      "Cancelled, with tea",
      "When the 6:40 was cancelled the announcement came before anyone had bought a ticket, and the stationmaster made tea. The 6:55 was cancelled halfway, and that took buses, blankets and a lawyer.",
    ],
    [
      "Both waiting at the junction",
      "Each driver had been told to let the other one go first. They were polite for twenty minutes, until I opened the window and shouted.",
    ],
    [
      "The empty train",
      "Every morning an empty train runs east so that a full one can run west. It looks like waste until the day you leave it out.",
    ],
    [
      "Delay, in small coins",
      "No one ever lost an hour on my line. They lost ninety seconds, forty times, each with a good excuse.",
    ],
  ],
  // 3: a clerk at the post office
  [
    [
      "Take a number",
      "Since we hung up the machine with paper numbers, people sit down and read. The queue is as long as before, only nobody has to stand in it.",
    ],
    [
      "The quick question",
      '"I only have a quick question" is how the longest visits begin. I let the others know what I am doing, and I ask the quick question to take a number.',
    ],
    [
      "Registered mail",
      "A letter with a receipt is not safer than one without. You merely learn what became of it, and most people sleep better for that than for the letter.",
    ],
    [
      "Return to sender",
      "An address that does not exist should be found out at the counter, not three countries later. I read every envelope twice before the stamp goes on.",
    ],
    [
      "Parcels nobody fetches",
      "In the back room stand the parcels that nobody asked about. They harm no one, but one day there will be no room for those that somebody wants.",
    ],
    [
      "The pneumatic tube",
      "You put the note in, close the flap and turn back to your customer. In its own time the answer drops into the basket, and only then do you read it.",
    ],
    [
      "Please hold the line",
      "I called the sorting centre and was told to hold. For eleven minutes one clerk, one counter and nine customers did nothing but listen to a flute.",
    ],
    [
      "Christmas, counter four",
      "In December we open a fourth counter and the wait gets longer for a day, since everyone changes queues. On the second day they have learned, and it works.",
    ],
    [
      "A letter recalled",
      "You may take back a letter until the van has left. After that I can write to the other post office, and they may or may not find it before the mailman does.",
    ],
    [
      "Sorting by hand",
      "Forty pigeonholes, one letter at a time, never two. My trainee wanted to be faster and held five; we found the last of them in March.",
    ],
  ],
  // 4: a joiner
  [
    [
      "Glue dries without supervision",
      "I clamp the first chair, then start on the second. By the time the sixth is clamped, the first has been ready for an hour and did not mind.",
    ],
    [
      "One good saw",
      "Four of us share one table saw. We do not need a second saw; we need to stop having conversations while standing at it.",
    ],
    [
      "Stopping mid-cut",
      "If someone calls while the blade is in the wood, finish the cut or back out slowly. There is a moment in which you cannot be interrupted, and it should be short.",
    ],
    [
      "The apprentice asks",
      "He used to wait until I looked up, which was never. Now he leaves the question on the bench, goes on with something else, and picks up the answer later.",
    ],
    [
      "Orders on the wall",
      "When the wall was full I took the next order anyway and put it on the floor. A wall with an edge is a mercy: it tells you when to say no.",
    ],
    [
      "Dust first",
      "The client cancelled the cabinet, and it would have been easy to leave the boards lying. I swept, stacked the oak and oiled the plane, and only then told myself that the job was over.",
    ],
    [
      "Measure while it soaks",
      "The veneer has to lie in water for a quarter of an hour. In that quarter of an hour I measure everything that I would otherwise have guessed.",
    ],
    [
      "The drawer that stuck",
      "It stuck once in thirty times, always when the customer stood there. A fault that comes by chance is still a fault; pull the drawer three hundred times.",
    ],
    [
      "Borrowed clamps",
      "Whoever borrows a clamp writes his name on the board and wipes it off later. There has been no quarrel since, because nobody has to wonder.",
    ],
    [
      "A chair is a meeting",
      "Four legs arrive at different times from different hands. The seat waits for the last of them, and it makes no difference which one that is.",
    ],
  ],
  // 5: a stage manager
  [
    [
      "Stand by",
      "Before every cue I say stand by, and somebody in the dark answers with one word. Then nothing happens, quite deliberately, until I say go.",
    ],
    [
      "The second violins count",
      "They sit for eighty bars and play for three. Those who think that this is idleness have never tried to come in exactly on bar eighty-one.",
    ],
    [
      "One conductor",
      "Seventy people can agree on a tempo, given an afternoon. The stick exists so that they need not.",
    ],
    [
      "Show stopped at the trapdoor",
      "I called a halt with the trapdoor open. Everyone froze, as they should, but the rule I was proud of lacked a line: first close what you opened.",
    ],
    [
      "Rehearsing the fire",
      "Twice a season we rehearse leaving. It takes four minutes to empty the house, provided that nobody goes back for a coat.",
    ],
    [
      "The prompter's silence",
      "A good prompter says nothing for two hours and is never bored. She follows every line, ready to give one word and vanish again.",
    ],
    [
      "Cue lights",
      "Red means get ready, green means now, dark means I have forgotten you. It is the dark that actors fear.",
    ],
    [
      "Scene change in eleven seconds",
      "Six people, one sofa, two walls, no collisions. Each knows only their own path and the one moment at which it crosses another's.",
    ],
    [
      "The understudy",
      "She learned the whole part, came every evening, and was sent home every evening at the interval. On the one night that mattered, it took her nine seconds to be ready.",
    ],
    [
      "Curtain",
      "The play is over when the last prop is back on its shelf, not when they clap. I wait for both.",
    ],
  ],
  // 6: a harbour pilot
  [
    [
      "Ships do not brake",
      "From the order to stop until she lies still, a tanker runs two more miles. So I give the order early and call it patience.",
    ],
    [
      "The roads outside the harbour",
      "Nine ships lie at anchor and seem to do nothing. Each has a number, a tide and a berth in mind, and any of them can be called.",
    ],
    [
      "One lock, two gates",
      "Never open the second gate before the first is shut. Everything else about a lock can be learned on the job.",
    ],
    [
      "Waiting for the tide",
      "There is no use in asking the tide every five minutes. It is printed in a table, and you may sleep until the hour that stands there.",
    ],
    [
      "Fog, all engines stop",
      "In fog we sound the horn, listen, and move a little. It is slow, but no one has ever run into a ship that answered.",
    ],
    [
      "The tug lets go last",
      "A ship is not moored when the captain says so. It is moored when the tug lets go and nothing moves.",
    ],
    [
      "Half a cargo of lemons",
      "The buyer cancelled while we were unloading. The half on the quay was sold at once, the half in the hold travelled on, and the argument about the middle lasted until spring.",
    ],
    [
      "The bell buoy",
      "Nobody watches it, and it rings only when the sea moves. I have never met a better listener.",
    ],
    [
      "Berth four is a promise",
      "We give each ship a berth before she arrives, and sometimes it stays empty for an hour. The alternative is two captains with the same idea.",
    ],
    [
      "Radio discipline",
      "Speak, say over, and let go of the button. Whoever leans on the button has silenced the whole harbour and hears nothing of it.",
    ],
  ],
  // 7: a gardener
  [
    [
      "Seeds in the dark",
      "For twelve days there is nothing to see, and digging them up to check is the only way to fail. I mark the row and go to prune the pears.",
    ],
    [
      "One hose",
      "Four beds, one hose, and the melons always shout the loudest. So I go round by the clock: ten minutes each, and no bed twice before all have had their turn.",
    ],
    [
      "Beans wait for poles",
      "The beans were ready, the poles were not, and the beans took the roses. What depends on something should not be started long before it.",
    ],
    [
      "Frost warning",
      "At five the radio cancelled the spring. We had forty minutes to cover everything, and it was enough because the sheets lay folded where they always lie.",
    ],
    [
      "Compost is a background job",
      "Turn it on Sundays, forget it on all other days. It never reports, it never complains, and in April it is done.",
    ],
    [
      "The slow pear",
      "My grandfather planted it for me, and I eat from it now. Of all the tasks I know, it had the longest wait and the shortest instructions.",
    ],
    [
      "Ripe all at once",
      "I sowed all the lettuce on one day, and on one day I had sixty heads. Ten seeds a week make a worse photograph and a better summer.",
    ],
    [
      "Weeds take turns",
      "You never finish weeding; you yield to it for an hour each day. If you let it wait for a free week, it gets the whole garden.",
    ],
    [
      "Leave the gate as you found it",
      "Open gates let goats in, shut gates keep the neighbour out. The rule is not open or shut: it is that what you changed, you change back.",
    ],
    [
      "What the bees do at noon",
      "They come, take a little, and leave before it is empty, since another flower is closer than the bottom of this one. By evening everything has been visited.",
    ],
  ],
  // 8: a nurse on the night shift
  [
    [
      "Rounds at three",
      "Eighteen beds, one lamp, two minutes each. Nobody gets all of me, and nobody is left out.",
    ],
    [
      "The call button",
      "Before the buttons, we walked from door to door and asked. Now we sit until a light goes on, and we get there sooner.",
    ],
    [
      "Not first come, first served",
      "In the emergency room the queue is sorted by need, and that is right. But we also write down the hour, for a sprained ankle that is always passed over will still be there at dawn.",
    ],
    [
      "Results pending",
      "The blood went to the laboratory at one. I did not wait beside the machine; I changed three dressings, and the paper was there when I came back.",
    ],
    [
      "Handing over",
      "At six I say everything twice and she says it back once. Whatever is not said at that table has never happened.",
    ],
    [
      "The drip that nobody stopped",
      "It had been cancelled on the chart, and the chart hung at the other end of the ward. An order to stop counts from the moment it arrives, not from the moment it is written.",
    ],
    [
      "Quiet, please, he counts",
      "While someone counts drops, no one speaks to him. It takes twelve seconds, and the ward can bear that; it could not bear a minute.",
    ],
    [
      "Two keys for the cabinet",
      "She held the first key and waited for the second; I held the second and waited for the first. We both laughed, and since then the upper key is always taken first.",
    ],
    [
      "Asleep is a state",
      "A sleeping patient is not a finished one. I look for the breath, write down the time, and come back.",
    ],
    [
      "When the relief is late",
      "You do not leave because the clock says so. You leave when somebody else has said: I have them now.",
    ],
  ],
  // 9: a librarian
  [
    [
      "Reserved for you",
      "A reader need not come every day to ask for the atlas. We have her address, the atlas has a slip in it, and the two will find each other.",
    ],
    [
      "Everyone reads, one person writes",
      "Any number of people may look at the catalogue together. When I correct a card I take out the drawer, and for that minute no one reads it.",
    ],
    [
      "The book lent to itself",
      "By a slip of the pen, a book was lent out to the library. For two years the reminder went to our own desk, and each time we waited for ourselves.",
    ],
    [
      "A bell at closing time",
      "We ring at ten to eight, not at eight. Readers who may finish their page put the book back; those who are thrown out leave it on the floor.",
    ],
    [
      "Ten slips from the basement",
      "Hand me ten slips and I go down once. Hand them to me one after another, waiting each time at the desk, and we will both know the stairs very well.",
    ],
    [
      "Long overdue",
      "The oldest loan in our books is from 1931. We no longer expect the book, but we keep the line, because forgetting should be a decision.",
    ],
    [
      "Whispering",
      "It is not silence that lets forty people read in one room. It is that nobody holds the air for longer than a sentence.",
    ],
    [
      "Index before shelf",
      "A child asked why we write down where a book stands instead of just looking. I sent him to look, and he came back after lunch, convinced.",
    ],
    [
      "The reading lamp",
      "There is one good lamp by the window, and a list that goes with it. Those who doze under it lose their turn gently.",
    ],
    [
      "Marginal notes",
      'On page 212 someone wrote "see 40", and on page 40 someone wrote "see 212". I rubbed out one of the two, since every circle needs a way out.',
    ],
  ],
  // 10: a programmer
  [
    [
      "It was not slow, it was waiting",
      "I spent a week making the function twice as fast. The page took as long as ever: it had been waiting for a server that nobody had thought to ask earlier.",
    ],
    [
      "Await means: you may go on",
      "I used to read the word as an order to stand still. Now I read it as what a polite person says to the rest of the room before stepping aside.",
    ],
    [
      "Start both, then wait",
      "Two calls of one second each can take two seconds or one. The difference is a single line, and it is the line in which you do not wait yet.",
    ],
    [
      "The loop that never looked up",
      "It summed ten million numbers without a pause, and for that long no button worked. Nothing had crashed; one task simply had a lot to say.",
    ],
    [
      "Swallowed",
      "The code caught every error and carried on, and that included the one that meant please stop. The only way to end it was to pull the plug, which it did not catch.",
    ],
    [
      "A timeout is a guess",
      "Whoever writes down thirty seconds is guessing how patient a stranger is. Put the number where the stranger can change it.",
    ],
    [
      "Fire and forget",
      "I started the task and kept no reference to it, and it failed without a witness. Forgetting is the easy half; somebody still has to look at the fire.",
    ],
    [
      "The unbounded queue",
      "Nothing was ever refused, so nothing ever seemed wrong. Then the memory ran out, and everything was refused at once.",
    ],
    [
      "Ninety-nine fast answers",
      "We gathered a hundred answers and showed them all together. The average was splendid, and every user waited for the slowest.",
    ],
    [
      "Done, and then what",
      "The result had been there for a minute before anyone asked for it. It did not get any older, but we did.",
    ],
  ],
];
