"""Message batches and their requests."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("key_id", sa.String(32)),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("object", sa.String(128)),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("created_us", sa.BigInteger, nullable=False),
        sa.Column("expires_us", sa.BigInteger, nullable=False),
        sa.Column("served_us", sa.BigInteger, nullable=False),
        sa.Column("cancel_us", sa.BigInteger),
        sa.Column("ended_us", sa.BigInteger),
        sa.Column("archived_us", sa.BigInteger),
        sa.Column("succeeded", sa.Integer, nullable=False),
        sa.Column("errored", sa.Integer, nullable=False),
        sa.Column("canceled", sa.Integer, nullable=False),
        sa.Column("expired", sa.Integer, nullable=False),
    )
    op.create_index("batches_newest", "batches", ["workspace", "created_us", "id"])
    op.create_index("batches_turn", "batches", ["ended_us", "served_us"])
    op.create_table(
        "batch_requests",
        sa.Column("batch", sa.String(64), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("custom_id", sa.String(64), nullable=False),
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("due_us", sa.BigInteger),
        sa.Column("outcome", sa.String(16)),
        sa.Column("result", sa.LargeBinary),
    )
    op.create_index("batch_requests_due", "batch_requests", ["batch", "due_us", "position"])
