/** Words of the page that runs the paper. */
export const labWords = {
  kicker: "Lab for",
  question: "Does the routing stay put?",
  claim: [
    "A mixture-of-experts layer sends each token to one expert. While the router learns, the same token keeps changing expert: the experts that learnt from it are not the one that will serve it. The paper calls this routing fluctuation.",
    "Its remedy has two stages. First the router learns, and a small student learns to route as it does. Then the student takes over and is frozen. From that step on, no token ever changes expert. That is a claim one can measure: after the rule in each chart, the change rate is exactly zero.",
  ],
  runs: "Runs on this machine",
} as const;
