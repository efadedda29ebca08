import { type Server } from "../api/server";
import type { IntakeLimits } from "./admit";

/** The chat's own limits, and the size that a model behind it sees, from the profiles that the service publishes. */
export function chatLimits({ profiles }: Server): IntakeLimits {
  const chat = profiles?.find(({ name }) => name === "chat");
  if (!profiles || !chat) return {};
  // The strictest of the profiles that the API itself may be run with.
  const apiBase64 = Math.min(...profiles.map((profile) => profile.max_image_base64_bytes));
  return {
    maxImages: chat.max_images,
    ...(chat.max_image_file_bytes === null ? {} : { maxFileBytes: chat.max_image_file_bytes }),
    maxEdgePx: chat.max_edge_px,
    manyImagesAbove: chat.many_images_above,
    manyImagesMaxEdgePx: chat.many_images_max_edge_px,
    fitAboveBytes: Math.floor(apiBase64 / 4) * 3,
    seenMaxEdgePx: chat.seen_max_edge_px,
  };
}
