/** What the field for a scenario's goals begins with. */
export const GOALS_EXAMPLE = `[
  {
    "id": "served",
    "kind": "measured",
    "words": "At least 99 % of operations succeed in time.",
    "conditions": [
      { "of": { "figure": "okShare", "fromS": 10 }, "atLeast": 0.99 }
    ]
  }
]
`
