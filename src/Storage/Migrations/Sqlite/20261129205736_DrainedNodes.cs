using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Experiments.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class DrainedNodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "drained_nodes",
                columns: table => new
                {
                    cluster = table.Column<string>(type: "TEXT", nullable: false),
                    node = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')")
                },
                constraints: table =>
                {
                    table.PrimaryKey("drained_nodes_pkey", x => new { x.cluster, x.node });
                });
        }
    }
}
