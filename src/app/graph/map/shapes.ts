/**
 * The outline of every role, as SVG path data around (0, 0), so that a node is known by its shape before its colour:
 * clients a pill, balancer a diamond, service a rounded square, cache a square with cut corners, queue an open trough, stream three lanes,
 * worker a hexagon, autoscaler one on its point, dependency a cloud (it stands outside), replica a circle. `radius` is where its utilisation runs.
 */
export interface NodeShape {
  path: string
  radius: number // of the utilisation ring, px; edges end just outside it
}

const SHAPES: Record<string, NodeShape> = {
  clients: { path: 'M-13-14H13A14 14 0 0 1 13 14H-13A14 14 0 0 1-13-14Z', radius: 29 },
  balancer: { path: 'M0-23 23 0 0 23-23 0Z', radius: 29 },
  api: { path: 'M-14-18H14A4 4 0 0 1 18-14V14A4 4 0 0 1 14 18H-14A4 4 0 0 1-18 14V-14A4 4 0 0 1-14-18Z', radius: 29 },
  cache: { path: 'M-10-19H10L19-10V10L10 19H-10L-19 10V-10Z', radius: 29 },
  queue: { path: 'M-24-15H24V15H-24', radius: 32 },
  stream: { path: 'M-24-15H24V15H-24ZM-24-5H24M-24 5H24', radius: 32 },
  autoscaler: { path: 'M0-22 19-11V11L0 22-19 11V-11Z', radius: 29 },
  worker: { path: 'M-11-19H11L22 0 11 19H-11L-22 0Z', radius: 29 },
  dependency: { path: 'M-13 15A10 10 0 0 1-16-4 11 11 0 0 1 3-12 10 10 0 0 1 17-3 9 9 0 0 1 14 15Z', radius: 29 },
  replica: { path: 'M-11 0A11 11 0 1 1 11 0 11 11 0 1 1-11 0Z', radius: 14.5 },
  store: { path: 'M-18-12A18 7 0 0 1 18-12V12A18 7 0 0 1-18 12ZM-18-12A18 7 0 0 0 18-12', radius: 29 },
}

/** The shape of a role; `small` for a replica drawn inside its shard. Unknown roles look like a service. */
export function shapeOf(role: string, small: boolean): NodeShape {
  return small ? SHAPES.replica : (SHAPES[role] ?? SHAPES.api)
}
