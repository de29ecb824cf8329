import { createStore } from 'zustand/vanilla'
export const create = createStore
