"""Looking: what is seen before anything is read. Light and sharpness, colours, shapes, faces, codes, controls, charts, and what differs between two pictures."""
