using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Experiments.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class Keeping : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "pinned",
                table: "trials",
                type: "INTEGER",
                nullable: false,
                defaultValueSql: "0");

            migrationBuilder.AddColumn<string>(
                name: "archived_at",
                table: "sweeps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "deleting_at",
                table: "sweeps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "note",
                table: "sweeps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "artifact_contents",
                columns: table => new
                {
                    sha256 = table.Column<byte[]>(type: "BLOB", nullable: false),
                    data = table.Column<byte[]>(type: "BLOB", nullable: true),
                    file = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("artifact_contents_pkey", x => x.sha256);
                    table.CheckConstraint("artifact_contents_check", "(data is null) <> (file is null)");
                });

            migrationBuilder.CreateTable(
                name: "sweep_tags",
                columns: table => new
                {
                    sweep_key = table.Column<int>(type: "INTEGER", nullable: false),
                    tag = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("sweep_tags_pkey", x => new { x.sweep_key, x.tag });
                    table.CheckConstraint("sweep_tags_tag_check", "tag <> ''");
                    table.ForeignKey(
                        name: "sweep_tags_sweep_key_fkey",
                        column: x => x.sweep_key,
                        principalTable: "sweeps",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "artifacts",
                columns: table => new
                {
                    trial_id = table.Column<long>(type: "INTEGER", nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: false),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')")
                },
                constraints: table =>
                {
                    table.PrimaryKey("artifacts_pkey", x => new { x.trial_id, x.path });
                    table.CheckConstraint("artifacts_size_check", "size >= 0");
                    table.ForeignKey(
                        name: "artifacts_sha256_fkey",
                        column: x => x.sha256,
                        principalTable: "artifact_contents",
                        principalColumn: "sha256");
                    table.ForeignKey(
                        name: "artifacts_trial_id_fkey",
                        column: x => x.trial_id,
                        principalTable: "trials",
                        principalColumn: "id");
                });

            migrationBuilder.CreateIndex(
                name: "artifacts_sha256",
                table: "artifacts",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "sweep_tags_tag",
                table: "sweep_tags",
                column: "tag");
            migrationBuilder.Sql(MigrationSql.Read("sqlite", "Keeping"));
        }
    }
}
