<?php
/**
 * Loads hostler.php with stand-ins for WHMCS and has every hook called once. Usage:
 * `php test.php URL SECRET`; prints what was registered and what waits, as JSON.
 */

namespace WHMCS\Database {
    /** A table in memory. */
    class Table
    {
        public $rows = [];

        public function insert($row)
        {
            $this->rows[] = (object) $row;
        }

        public function orderBy($column)
        {
            return $this;
        }

        public function limit($rows)
        {
            return $this;
        }

        public function get()
        {
            return $this->rows;
        }

        public function where($column, $value)
        {
            $this->rows = array_values(array_filter($this->rows, function ($row) use ($value) {
                return $row->id !== $value;
            }));
            return $this;
        }

        public function delete()
        {
        }

        public function hasTable($name)
        {
            return true;
        }
    }

    class Capsule
    {
        public static $table;

        public static function table($name)
        {
            return self::$table = self::$table ?? new Table();
        }

        public static function schema()
        {
            return self::table('');
        }
    }
}

namespace {
    define('WHMCS', true);
    $hooks = [];
    $said = [];

    function add_hook($kind, $priority, $function)
    {
        $GLOBALS['hooks'][$kind] = $function;
    }

    function logActivity($text)
    {
        $GLOBALS['said'][] = $text;
    }

    $folder = sys_get_temp_dir() . '/hostler-hook-' . getmypid();
    mkdir($folder);
    copy(__DIR__ . '/hostler.php', $folder . '/hostler.php');
    $config = ['url' => $argv[1], 'secret' => $argv[2]];
    file_put_contents($folder . '/hostler-config.php', '<?php return ' . var_export($config, true) . ';');
    require $folder . '/hostler.php';
    $hooks['ClientAdd'](['userid' => 7, 'email' => 'jane@example.com', 'password' => 'secret word']);
    $waited = count(hostler_table()->rows);
    $hooks['AfterCronJob']([]);
    array_map('unlink', glob($folder . '/*'));
    rmdir($folder);
    echo json_encode([
        'hooks' => array_keys($hooks),
        'waited' => $waited,
        'waits' => count(hostler_table()->rows),
        'said' => $said,
    ]);
}
